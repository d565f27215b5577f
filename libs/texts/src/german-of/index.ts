import { definitions } from './definitions.ts';
import { expressions } from './expressions.ts';
import { flowSpec } from './flow-spec.ts';
import { server } from './server.ts';
import { studio } from './studio.ts';
import { tests } from './tests.ts';

/** German of what is said outside of the studio's own texts, by the English sentence; `{0}` stands for what is filled in. */
export const germanOf: Readonly<Record<string, string>> = {
  ...definitions,
  ...expressions,
  ...flowSpec,
  ...server,
  ...studio,
  ...tests,
};
