import type { OutputShape } from '@patchbay/node-kit';
import type { UnsavedText } from './use-draft.ts';
import type { InputShape } from './script/input-shape.ts';
import { createContext, useContext } from 'react';

/** Something that a template can name at this node. */
export interface Suggestion {
  /** As it is written in a template: `vars.device`, `nodes.ask`. */
  path: string;
  detail: string;
  /** What people call it: it is found by that, too. */
  label?: string;
  shape?: OutputShape;
}

export interface ConfigIssue {
  path: string;
  severity: 'error' | 'warning';
  /** What kind of problem it is, such as `template.parse`. */
  code?: string;
  message: string;
}

/** Texts of fields, by the paths of these. */
export type UnparsedFields = Pick<Map<string, UnsavedText>, 'get' | 'set' | 'delete'>;

/** What a form knows of the place that its node stands in. */
export interface FormContextValue {
  /** What templates can name here, with what tests saw in it; worked out when a list opens. */
  suggestions(): readonly Suggestion[];
  /** What a script at this node is given; worked out when it is first asked for. */
  scriptInput(): InputShape;
  filters: readonly { name: string; signature: string; description: string }[];
  variables: readonly string[];
  /** Whether the flow reads a part of the node's result by a name, as far as it can be told. */
  isRead(name: string): boolean;
  connections: readonly { key: string; kind: string }[];
  /** Makes a connection of one of the kinds, and tells its key; undefined where the one who is signed in may not. */
  newConnection?: ((request: { kinds: readonly string[] | undefined; onMade(key: string): void }) => void) | undefined;
  flows: readonly { key: string; name: string }[];
  /** What the templates of the config, as they are now, give with the data of the last test, at their paths; undefined when none went through the node. */
  tested?: unknown;
  /** Texts that are no JSON yet, by the path of their field: kept by whoever draws the form. */
  unparsed?: UnparsedFields;
  readOnly: boolean;
  /** The page's nonce, for the style element of the code editor. */
  nonce: string;
}

const FormContext = createContext<FormContextValue>({
  suggestions: () => [],
  scriptInput: () => ({ kind: 'object', members: {}, open: true }),
  filters: [],
  variables: [],
  isRead: () => true,
  connections: [],
  flows: [],
  readOnly: false,
  nonce: '',
});

export const FormContextProvider = FormContext.Provider;

export function useFormContext(): FormContextValue {
  return useContext(FormContext);
}
