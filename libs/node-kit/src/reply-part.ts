import type { JsonObject, JsonValue } from './json.ts';

export type ComponentKind = 'choice' | 'form' | 'table' | 'confirm' | 'feedback' | 'upload';

/**
 * What a handler shows while it runs. A message that is written bit by bit is `delta`s under one `messageId` and then the whole `message` with
 * that id, whose text equals the deltas of its last attempt. `offset` counts UTF-16 units from the message's start; attempts begin at 1.
 */
export type ReplyPart =
  | { type: 'message'; id: string; role: 'bot' | 'system'; text: string; citations?: Citation[]; stopped?: boolean }
  | { type: 'message.delta'; messageId: string; attempt: number; offset: number; text: string }
  | { type: 'component'; id: string; kind: ComponentKind; spec: JsonObject }
  | { type: 'component.closed'; id: string; values?: JsonValue }
  | { type: 'status'; text: string };

export interface Citation {
  title: string;
  url?: string;
  passage: string;
}
