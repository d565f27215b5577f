import type { EventRecord } from '@patchbay/db';
import { eventFormats } from './event-formats.ts';

/** A kept event as clients get it. */
export interface StoredEvent {
  seq: number;
  json: string;
}

/** Puts what every kept event carries before the fields of its type, without parsing them where they are stored as they are shown. */
export function storedEvent({ seq, type, episode, turnId, atMs, body: stored }: EventRecord): StoredEvent {
  const body = eventFormats.read({ type, body: stored });
  const at = new Date(atMs).toISOString();
  const turn = turnId === null ? 'null' : `"${turnId}"`;
  const head = `{"seq":${seq},"type":"${type}","at":"${at}","episode":${episode},"turnId":${turn}`;
  return { seq, json: body === '{}' ? `${head}}` : `${head},${body.slice(1)}` };
}

/** JSON list of events. */
export function eventList(events: readonly StoredEvent[]): string {
  return `[${events.map((event) => event.json).join(',')}]`;
}
