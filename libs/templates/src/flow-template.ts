import type { FlowDocument } from '@patchbay/flow-spec';
import { type Both, inLanguage, type TemplateLanguage } from './both.ts';
import { flowOf } from './flow-of.ts';
import type { FlowSource } from './flow-source.ts';

/** A flow to begin with, in both languages. It is whole: it can be published as it is, once what it needs is there. */
export interface FlowTemplate {
  /** Also the key of its flow, until that is taken. */
  key: string;
  title: Both;
  /** What it does for whom, in one sentence. */
  summary: Both;
  group: 'troubleshooting' | 'requests' | 'security' | 'answers';
  /** What has to be set up before it works as meant; nothing where it works at once. */
  needs: readonly Both[];
  /** What is worth adapting before people meet it. */
  adapt: readonly Both[];
  source: FlowSource;
  /** Conversations that it passes, the usual one first. */
  tests: readonly TemplateTest[];
}

/** A conversation: what the user does, and texts that the answers hold. */
export interface TemplateTest {
  name: Both;
  turns: readonly TemplateTurn[];
  /** What stands in for nodes that call other systems, by node, for each of their visits. */
  pins?: Readonly<Record<string, readonly TemplatePin[]>>;
}

/** One thing that a user does: types, clicks an option, sends a form or cancels it, picks a row, or rates. The first of a conversation does nothing: the bot begins. */
export type TemplateTurn = { expect: readonly (Both | string)[] } & (
  | { act: 'open' }
  | { act: 'say'; text: Both }
  | { act: 'choose'; options: readonly string[] }
  | { act: 'fill'; values: Readonly<Record<string, unknown>> }
  | { act: 'cancel' }
  | { act: 'pick'; row: number }
  | { act: 'rate'; score: number | 'up' | 'down' }
);

export interface TemplatePin {
  outlet: string;
  value?: unknown;
  error?: { code: string; message: string };
}

/** A template in one language: its document, and its tests as test cases. */
export function templateIn({ template, language }: { template: FlowTemplate; language: TemplateLanguage }): {
  title: string;
  summary: string;
  needs: string[];
  adapt: string[];
  document: FlowDocument;
  tests: { name: string; turns: unknown[]; pins: unknown; live: false }[];
} {
  const { key, title, summary, needs, adapt, source, tests } = template;
  return {
    title: title[language],
    summary: summary[language],
    needs: needs.map((need) => need[language]),
    adapt: adapt.map((one) => one[language]),
    document: flowOf({ key, source, language }),
    tests: tests.map(({ name, turns, pins = {} }) => ({
      name: name[language],
      turns: turns.map((turn) => inLanguage(turn, language)),
      pins: inLanguage(pins, language),
      live: false,
    })),
  };
}
