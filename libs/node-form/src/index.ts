export type { ConfigIssue, FormContextValue, Suggestion } from './form-context.ts';
export type { InputShape } from './script/input-shape.ts';
export { GrowingTextarea } from './widgets/growing-textarea.tsx';
export { NodeForm } from './node-form.tsx';
export { type CompletionRange, completionsAt } from './template-completion.ts';
export type { Path } from './widget-props.ts';
export { useKeptKeys } from './use-kept-keys.ts';
