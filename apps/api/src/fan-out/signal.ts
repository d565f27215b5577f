import { type DraftMember, draftMemberSchema } from '@patchbay/api-contract';
import { z } from 'zod';

/** A part of a message in writing, at its place in UTF-16 units. */
export interface TextPart {
  messageId: string;
  attempt: number;
  offset: number;
  text: string;
}

/**
 * What processes tell each other. None of it is needed for anything to be right: it only makes sooner what a look into the database finds as well.
 * `hello`: it listens since now, and has missed what was said before. `follow`: it wants to hear of these conversations for a while. `kept`: events of the
 * conversation were committed. `text`: a message in writing goes on. `freed`: its run has ended. `stop`: a turn is to be stopped. `handover`: runs were left
 * for others. `epoch`: what conversations of the workspace read live has changed. `draft`: the draft of a flow has changed. `person`: somebody has a draft open and does this in
 * it, or with null is gone. `comments`: somebody has written about a flow. Who wants to hear of a flow follows it by its id like a conversation.
 */
export type Signal =
  | { kind: 'hello' }
  | { kind: 'follow'; conversationIds: readonly string[] }
  | { kind: 'kept'; conversationId: string }
  | { kind: 'freed'; conversationId: string }
  | { kind: 'text'; conversationId: string; part: TextPart }
  | { kind: 'stop' }
  | { kind: 'handover' }
  | { kind: 'epoch'; workspaceId: string }
  | { kind: 'draft'; flowId: string }
  | { kind: 'person'; flowId: string; id: string; member: DraftMember | null }
  | { kind: 'comments'; flowId: string };

const part = z.object({ messageId: z.string(), attempt: z.number(), offset: z.number(), text: z.string() });
const signalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello') }),
  z.object({ kind: z.literal('follow'), conversationIds: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal('kept'), conversationId: z.string() }),
  z.object({ kind: z.literal('freed'), conversationId: z.string() }),
  z.object({ kind: z.literal('text'), conversationId: z.string(), part }),
  z.object({ kind: z.literal('stop') }),
  z.object({ kind: z.literal('handover') }),
  z.object({ kind: z.literal('epoch'), workspaceId: z.string() }),
  z.object({ kind: z.literal('draft'), flowId: z.string() }),
  z.object({ kind: z.literal('person'), flowId: z.string(), id: z.string(), member: draftMemberSchema.nullable() }),
  z.object({ kind: z.literal('comments'), flowId: z.string() }),
]);
const packetSchema = z.object({ from: z.string(), signals: z.array(z.unknown()) });

/** A packet as it was read; signals of a newer release are left out. Undefined for what is none. */
export function readPacket(text: string): { from: string; signals: Signal[] } | undefined {
  try {
    const { from, signals } = packetSchema.parse(JSON.parse(text));
    return { from, signals: signals.flatMap((one) => signalSchema.safeParse(one).data ?? []) };
  } catch {
    return undefined;
  }
}

/** Texts of at most `mostBytes` that hold all signals in their order. */
export function packetsOf(options: { from: string; signals: readonly Signal[]; mostBytes: number }): string[] {
  const frame = Buffer.byteLength(JSON.stringify({ from: options.from, signals: [] }));
  const packets: string[] = [];
  let parts: string[] = [];
  let bytes = frame;
  const close = () => {
    if (parts.length > 0) packets.push(`{"from":${JSON.stringify(options.from)},"signals":[${parts.join(',')}]}`);
    parts = [];
    bytes = frame;
  };
  for (const signal of options.signals) {
    const json = JSON.stringify(signal);
    const size = Buffer.byteLength(json) + 1;
    if (bytes + size > options.mostBytes) close();
    parts.push(json);
    bytes += size;
  }
  close();
  return packets;
}
