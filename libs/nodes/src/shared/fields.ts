import { type FormHint, withHint } from '@patchbay/node-kit';
import { z } from 'zod';

type Hint = Omit<FormHint, 'widget'>;

// After rendering, a text field may hold any value: it is taken as text.
const asText = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => (value === null ? '' : String(value)));

/** Text fields for end users or systems; templates. */
export const text = (hint: Hint) => withHint(z.preprocess(printable, asText), { ...hint, widget: 'text' });
export const multiline = (hint: Hint) => withHint(z.preprocess(printable, asText), { ...hint, widget: 'multiline' });
export const markdown = (hint: Hint) => withHint(z.preprocess(printable, asText), { ...hint, widget: 'markdown' });
/** A text that must not be empty. */
export const requiredText = (hint: Hint, widget: 'text' | 'multiline' | 'markdown' = 'text') =>
  withHint(z.preprocess(printable, asText.pipe(z.string().min(1, 'This must not be empty.'))), { ...hint, widget });
/** One line that is never a template. */
export const literal = (hint: Hint) => withHint(z.string(), { ...hint, widget: 'literal' });
/** Any value, such as `{{ vars.items }}` gives. */
export const expression = (hint: Hint) => withHint(z.unknown(), { ...hint, widget: 'expression' });

export const variableName = (hint: Hint) =>
  withHint(
    z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
        'A variable begins with a letter or underscore and has letters, digits and underscores only.',
      ),
    { ...hint, widget: 'variable' },
  );

export const saveAs = (help: string) =>
  variableName({ label: 'Save as', help, placeholder: 'name of a variable' }).optional();

/** A whole number, also as text, within bounds. */
export const wholeNumber = ({ min, max, ...hint }: Hint & { min: number; max: number }) =>
  withHint(
    z.preprocess(
      numeric,
      z.number('Enter a number.').int('Enter a whole number.').min(min, `At least ${min}.`).max(max, `At most ${max}.`),
    ),
    { ...hint, widget: 'number', min, max },
  );

export const decimal = ({ min, max, ...hint }: Hint & { min: number; max: number }) =>
  withHint(
    z.preprocess(numeric, z.number('Enter a number.').min(min, `At least ${min}.`).max(max, `At most ${max}.`)),
    { ...hint, widget: 'number', min, max },
  );

export const toggle = (hint: Hint) => withHint(z.preprocess(truth, z.boolean()), { ...hint, widget: 'switch' });

export const select = <const Values extends readonly [string, ...string[]]>(values: Values, hint: Hint) =>
  withHint(z.enum(values), { ...hint, widget: 'select' });

/** Whether an intent may take what is typed here: a later release reads it. */
export const interruptible = withHint(z.union([z.boolean(), z.array(z.string())]).optional(), {
  widget: 'json',
  label: 'May be interrupted',
  help: 'true, false, or a list of the intents that may interrupt.',
  advanced: true,
});

export const retryText = multiline({
  label: 'When it does not fit',
  help: 'Said when the answer cannot be used. Without it, a text that fits the expected answer.',
  advanced: true,
}).optional();
export const skipIfSet = toggle({
  label: 'Skip when already known',
  help: 'Does not ask when the variable already has a valid value.',
  advanced: true,
}).optional();

function printable(value: unknown): unknown {
  if (value === undefined) return undefined;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function numeric(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

function truth(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}
