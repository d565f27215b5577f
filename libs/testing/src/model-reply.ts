import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What a model server does with one call. A text is answered in words; `thinking` sends so many parts without text before it, `delayMs` pauses before each
 * part, `cutAfter` breaks the stream after so many words, `usage: false` counts no tokens. `retryAfter` is the header's text, `body` stands
 * in place of the protocol's own error.
 */
export type ModelReply =
  | {
      text: string;
      delayMs?: number;
      thinking?: number;
      cutAfter?: number;
      finish?: 'stop' | 'length' | 'content_filter';
      usage?: false;
    }
  | { status: number; retryAfter?: string; message?: string; body?: unknown }
  | { hang: true }
  | { garbage: true };

type TextReply = Extract<ModelReply, { text: string }>;

/** Words with the blanks behind them: together they are the text. */
export function wordsOf(text: string): string[] {
  return text.match(/\S+\s*/g) ?? [];
}

/** Writes a text reply part by part; false where it was cut. */
export async function writeParts({
  response,
  reply,
  part,
}: {
  response: ServerResponse;
  reply: TextReply;
  /** The bytes of one part; an empty text is one of thinking. */
  part: (text: string) => string;
}): Promise<boolean> {
  const words = wordsOf(reply.text);
  const parts = [...Array.from({ length: reply.thinking ?? 0 }, () => ''), ...words];
  const cutAt = reply.cutAfter === undefined ? Number.POSITIVE_INFINITY : (reply.thinking ?? 0) + reply.cutAfter;
  for (const [index, text] of parts.entries()) {
    if (index === cutAt) {
      response.destroy();
      return false;
    }
    if (reply.delayMs) await sleep(reply.delayMs);
    if (response.destroyed) return false;
    response.write(part(text));
  }
  return true;
}

/** The last message's text: what a server repeats when nothing else was told. */
export function lastMessage(body: Record<string, unknown>): string {
  const messages: unknown[] = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.at(-1);
  return typeof last === 'object' && last !== null && 'content' in last ? String(last.content) : '';
}
