import { z } from 'zod';

/** What a `choice` component's `spec` says. One button an option, a dropdown, or check boxes with `multiple`. */
export const choiceSpecSchema = z.object({
  text: z.string().optional(),
  style: z.enum(['buttons', 'dropdown']),
  multiple: z.boolean(),
  options: z.array(z.object({ id: z.string(), label: z.string() })),
  /** A click sends the option's label as a typed text, as the suggestions of a greeting do; it never holds up other input. */
  send: z.boolean().optional(),
});

export const formFieldSpecSchema = z.object({
  key: z.string(),
  label: z.string(),
  type: z.enum(['text', 'textarea', 'number', 'email', 'date', 'time', 'select', 'multiselect', 'checkbox', 'file']),
  required: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  help: z.string().optional(),
  /** Shown at first: the default, or what was sent when the form is entered again. */
  value: z.unknown().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  /** Of a date: whether days before the user's today, or after it, are refused. */
  days: z.enum(['from_today', 'until_today']).optional(),
});
export const formSpecSchema = z.object({
  title: z.string().optional(),
  submitLabel: z.string(),
  cancellable: z.boolean(),
  fields: z.array(formFieldSpecSchema),
});

export const tableSpecSchema = z.object({
  title: z.string().optional(),
  columns: z.array(z.object({ key: z.string(), label: z.string() })),
  /** Cells as text, by column key. */
  rows: z.array(z.record(z.string(), z.string())),
  selectable: z.boolean(),
  /** How many rows there are when not all are in `rows`. */
  total: z.number().int().optional(),
});

export const feedbackSpecSchema = z.object({
  text: z.string().optional(),
  scale: z.enum(['stars', 'thumbs']),
  comment: z.boolean(),
});

export type ChoiceSpec = z.infer<typeof choiceSpecSchema>;
export type FormFieldSpec = z.infer<typeof formFieldSpecSchema>;
export type FormSpec = z.infer<typeof formSpecSchema>;
export type TableSpec = z.infer<typeof tableSpecSchema>;
export type FeedbackSpec = z.infer<typeof feedbackSpecSchema>;
