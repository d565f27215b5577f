import type { FlowDocument } from '@patchbay/flow-spec';

/** A flow to begin with. Its document is whole: it can be published as it is, once what it needs is there. */
export interface FlowTemplate {
  /** Also the key of its flow, until that is taken. */
  key: string;
  title: string;
  /** What it does for whom, in one sentence. */
  summary: string;
  group: 'troubleshooting' | 'requests' | 'security' | 'answers';
  /** What has to be set up before it works as meant; nothing where it works at once. */
  needs: readonly string[];
  document: FlowDocument;
  /** A conversation that it passes: what the user does, and texts that the answer holds. */
  conversation: readonly TemplateTurn[];
}

/** One thing that a user does: types, clicks an option by its label, sends a form, picks a row, or rates. The first of a conversation does nothing: the bot begins. */
export type TemplateTurn = { expect: readonly string[] } & (
  | { act: 'open' }
  | { act: 'say'; text: string }
  | { act: 'choose'; label: string }
  | { act: 'fill'; values: Record<string, unknown> }
  | { act: 'pick'; row: number }
  | { act: 'rate'; score: number | 'up' | 'down' }
);
