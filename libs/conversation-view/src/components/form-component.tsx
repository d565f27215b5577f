import type { FormFieldSpec, FormSpec } from '@patchbay/api-contract/chat';
import { type FormEvent, type JSX, useEffect, useRef, useState } from 'react';
import type { ComponentProps } from './component-props.ts';
import { FormField } from './form-field.tsx';
import { type FieldValue, mayKeep, missingFields, resumedValues, submittedValues } from './form-values.ts';
import { SentForm } from './sent-form.tsx';

/** A form of several fields. Refusals of the server are shown at their fields; what was typed stays, over a reload too. */
export function FormComponent({
  item,
  spec,
  texts,
  drafts,
  disabled,
  submit,
  cancel,
}: ComponentProps<FormSpec>): JSX.Element {
  const [values, setValues] = useState(() => resumedValues({ spec, kept: drafts.at(item.id) }));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<string>();
  const form = useRef<HTMLFormElement>(null);

  // A field can take the focus once the form is not being sent any more.
  useEffect(() => {
    const first = disabled ? undefined : spec.fields.find((field) => errors[field.key]);
    if (first) focusField(form.current, first.key);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what was typed since must not move the focus
  }, [errors, disabled]);

  if (!item.open) return <SentForm spec={spec} values={item.values} texts={texts} />;

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const missing = missingFields({ spec, values, message: texts('missing') });
    setErrors(missing);
    setGeneral(undefined);
    if (Object.keys(missing).length > 0) return;
    const problem = await submit(submittedValues({ spec, values }));
    if (!problem?.issues) return;
    const found = Object.fromEntries(problem.issues.map((issue) => [fieldOf(issue.path), issue.message]));
    setErrors(found);
    if (!spec.fields.some((field) => found[field.key]))
      setGeneral(problem.issues[0]?.message ?? problem.detail ?? problem.title);
  }

  function change({ field, value }: { field: FormFieldSpec; value: FieldValue }) {
    const { key } = field;
    if (mayKeep({ field, value })) drafts.keep({ place: item.id, key, value });
    setValues((before) => ({ ...before, [key]: value }));
    setErrors(({ [key]: _mended, ...others }) => others);
  }

  return (
    <form
      ref={form}
      className="pb-card"
      onSubmit={(event) => void onSubmit(event)}
      noValidate
      aria-label={spec.title ?? texts('form')}
    >
      {spec.title ? (
        <p className="pb-title" dir="auto">
          {spec.title}
        </p>
      ) : null}
      <fieldset className="pb-plain" disabled={disabled}>
        {spec.fields.map((field) => (
          <FormField
            key={field.key}
            id={`${item.id}-${field.key}`}
            field={field}
            value={values[field.key]}
            error={errors[field.key]}
            texts={texts}
            onChange={(value) => change({ field, value })}
          />
        ))}
        {general ? (
          <p className="pb-error" role="alert">
            {general}
          </p>
        ) : null}
        <div className="pb-actions">
          <button type="submit" className="pb-primary">
            {spec.submitLabel}
          </button>
          {spec.cancellable ? (
            <button type="button" className="pb-quiet" onClick={cancel}>
              {texts('cancel')}
            </button>
          ) : null}
        </div>
      </fieldset>
    </form>
  );
}

// A server names a field by its key, or by the path of the submit (`values.amount`).
function fieldOf(path: string): string {
  return path.replace(/^(submit\.)?values\./, '').split('.')[0] ?? path;
}

function focusField(form: HTMLFormElement | null, key: string): void {
  const input = form?.querySelector(`[data-field="${CSS.escape(key)}"]`);
  if (input instanceof HTMLElement) input.focus();
}
