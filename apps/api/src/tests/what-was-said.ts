import { type ChatFile, chatFileSchema } from '@patchbay/api-contract';
import { unreadSpec } from '@patchbay/runtime';
import { z } from 'zod';

/** An event of a conversation, as its JSON says. */
export type ToldEvent = Record<string, unknown> & { type: string };

const filesSchema = z.array(chatFileSchema);

/** Files that a message came with. */
export function filesOf(event: ToldEvent): ChatFile[] {
  return filesSchema.safeParse(event.files).data ?? [];
}

/** An event as it was stored. */
export function toldEvent({ type, body }: { type: string; body: string }): ToldEvent {
  return { ...JSON.parse(body), type };
}

/** What the bot showed, each message and component as one text. */
export function whatWasSaid(events: readonly ToldEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'message' && event.role !== 'user') return [String(event.text)];
    if (event.type === 'component') return [specText(event.spec)];
    return [];
  });
}

/** The same as it is read: a component whose question was just said adds the rest of its texts. */
export function whatIsRead(events: readonly ToldEvent[]): string[] {
  const read: string[] = [];
  for (const event of events) {
    const { spec } = event;
    const unread = isRecord(spec) ? unreadSpec({ spec, before: read.at(-1) }) : spec;
    const [text] = whatWasSaid([{ ...event, spec: unread }]);
    if (text !== undefined && (text !== '' || unread === spec)) read.push(text);
  }
  return read;
}

/** What a recorded test expects of these: what was asked, without each of the options. */
export function expectedOf(events: readonly ToldEvent[]): string[] {
  const texts = events.flatMap((event) => {
    if (event.type === 'message' && event.role !== 'user') return [String(event.text)];
    if (event.type === 'component' && isRecord(event.spec)) {
      const { text, title } = event.spec;
      return [typeof text === 'string' ? text : typeof title === 'string' ? title : ''];
    }
    return [];
  });
  return [...new Set(texts.filter((text) => text.trim() !== ''))];
}

const TOLD = ['title', 'text', 'label', 'submitLabel'];

/** The texts of a component, one a line: its title, options, fields, and the cells of its rows. */
function specText(spec: unknown): string {
  const lines: string[] = [];
  const add = (value: unknown, key: string) => {
    if (typeof value === 'string') {
      if (TOLD.includes(key)) lines.push(value);
    } else if (Array.isArray(value))
      for (const item of value) key === 'rows' ? lines.push(rowText(item)) : add(item, key);
    else if (isRecord(value)) for (const [name, item] of Object.entries(value)) add(item, name);
  };
  if (isRecord(spec)) {
    const { text, title, ...rest } = spec;
    add({ title, text }, '');
    add(rest, '');
  }
  return lines.join('\n');
}

function rowText(row: unknown): string {
  return isRecord(row) ? Object.values(row).map(String).join(' | ') : String(row);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
