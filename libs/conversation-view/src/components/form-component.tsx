import type { FormFieldSpec, FormSpec } from '@patchbay/api-contract/chat';
import { type FormEvent, type JSX, useState } from 'react';
import type { ComponentProps } from './component-props.ts';
import { FormField } from './form-field.tsx';
import { missingFields, shownValue, startValues, submittedValues } from './form-values.ts';

/** A form of several fields. Refusals of the server are shown at their fields; what was typed stays. */
export function FormComponent({ item, spec, texts, disabled, submit, cancel }: ComponentProps<FormSpec>): JSX.Element {
  const [values, setValues] = useState(() => startValues(spec));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<string>();
  if (!item.open)
    return (
      <SentForm spec={spec} values={item.values} yes={texts('yes')} no={texts('no')} cancelled={texts('cancelled')} />
    );

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const missing = missingFields({ spec, values, message: texts('missing') });
    setErrors(missing);
    setGeneral(undefined);
    if (Object.keys(missing).length > 0) return focusFirst({ form, spec, errors: missing });
    const problem = await submit(submittedValues({ spec, values }));
    if (!problem) return;
    const found: Record<string, string> = {};
    for (const issue of problem.issues ?? []) found[fieldOf(issue.path)] = issue.message;
    setErrors(found);
    if (!spec.fields.some((field) => found[field.key]))
      setGeneral(problem.issues?.[0]?.message ?? problem.detail ?? problem.title);
    focusFirst({ form, spec, errors: found });
  }

  return (
    <form className="pb-card" onSubmit={(event) => void onSubmit(event)} noValidate aria-label={spec.title}>
      {spec.title ? <p className="pb-title">{spec.title}</p> : null}
      <fieldset className="pb-plain" disabled={disabled}>
        {spec.fields.map((field) => (
          <FormField
            key={field.key}
            id={`${item.id}-${field.key}`}
            field={field}
            value={values[field.key]}
            error={errors[field.key]}
            texts={texts}
            onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
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

function SentForm({
  spec,
  values,
  yes,
  no,
  cancelled,
}: {
  spec: FormSpec;
  values: unknown;
  yes: string;
  no: string;
  cancelled: string;
}): JSX.Element {
  if (typeof values !== 'object' || values === null) {
    return (
      <div className="pb-card pb-done">
        {spec.title ? <p className="pb-title">{spec.title}</p> : null}
        <p className="pb-muted">{cancelled}</p>
      </div>
    );
  }
  const sent = new Map<string, unknown>(Object.entries(values));
  return (
    <div className="pb-card pb-done">
      {spec.title ? <p className="pb-title">{spec.title}</p> : null}
      <dl className="pb-sent">
        {spec.fields.map((field: FormFieldSpec) => (
          <div key={field.key}>
            <dt>{field.label}</dt>
            <dd>{shownValue({ field, value: sent.get(field.key), yes, no })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

// A server names a field by its key, or by the path of the submit (`values.amount`).
function fieldOf(path: string): string {
  return path.replace(/^(submit\.)?values\./, '').split('.')[0] ?? path;
}

function focusFirst({
  form,
  spec,
  errors,
}: {
  form: HTMLFormElement;
  spec: FormSpec;
  errors: Record<string, string>;
}): void {
  const first = spec.fields.find((field) => errors[field.key]);
  if (!first) return;
  const input = form.querySelector(`[data-field="${CSS.escape(first.key)}"]`);
  if (input instanceof HTMLElement) input.focus();
}
