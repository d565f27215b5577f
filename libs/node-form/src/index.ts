export type { ConfigIssue, FormContextValue, Suggestion, UnparsedFields } from './form-context.ts';
export type { InputShape } from './script/input-shape.ts';
export { GrowingTextarea } from './widgets/growing-textarea.tsx';
export { NodeForm } from './node-form.tsx';
export { type CompletionRange, completionsAt } from './template-completion.ts';
export type { Path } from './widget-props.ts';
export { NameField } from './widgets/name-field.tsx';
export { type UnsavedText, useDraft } from './use-draft.ts';
export { useItemKeys } from './use-item-keys.ts';
