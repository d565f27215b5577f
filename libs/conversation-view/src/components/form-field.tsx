import type { FormFieldSpec } from '@patchbay/api-contract/chat';
import type { JSX, ReactNode } from 'react';
import type { ViewTexts } from '../view-texts.ts';
import type { FieldValue } from './form-values.ts';

interface Props {
  id: string;
  field: FormFieldSpec;
  value: FieldValue | undefined;
  error: string | undefined;
  texts: ViewTexts;
  onChange(value: FieldValue): void;
}

/** One field with its label, help and error, told to assistive technology as such. */
export function FormField({ id, field, value, error, texts, onChange }: Props): JSX.Element {
  const described = [field.help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    'data-field': field.key,
    'aria-describedby': described,
    'aria-invalid': error ? true : undefined,
    'aria-required': field.required || undefined,
  };
  return (
    <div className="pb-field">
      {field.type === 'checkbox' ? (
        <label className="pb-check">
          <input
            type="checkbox"
            {...common}
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span dir="auto">
            {field.label} {field.required ? <Required texts={texts} /> : null}
          </span>
        </label>
      ) : (
        <>
          <Label id={id} field={field}>
            {field.label} {field.required ? <Required texts={texts} /> : null}
          </Label>
          <Input
            field={field}
            value={value}
            texts={texts}
            onChange={onChange}
            common={common}
            labelId={`${id}-label`}
          />
        </>
      )}
      {field.help ? (
        <p className="pb-help" id={`${id}-help`} dir="auto">
          {field.help}
        </p>
      ) : null}
      {error ? (
        <p className="pb-error" id={`${id}-error`} role="alert" dir="auto">
          {error}
        </p>
      ) : null}
    </div>
  );
}

// Several check boxes have labels of their own: theirs names the group.
function Label({ id, field, children }: Pick<Props, 'id' | 'field'> & { children: ReactNode }): JSX.Element {
  if (field.type === 'multiselect') {
    return (
      <span className="pb-label" id={`${id}-label`} dir="auto">
        {children}
      </span>
    );
  }
  return (
    <label className="pb-label" htmlFor={id} id={`${id}-label`} dir="auto">
      {children}
    </label>
  );
}

function Required({ texts }: { texts: ViewTexts }): JSX.Element {
  return (
    <span className="pb-required" title={texts('required')} aria-hidden="true">
      *
    </span>
  );
}

interface InputProps extends Pick<Props, 'field' | 'value' | 'texts' | 'onChange'> {
  common: Record<string, string | boolean | undefined>;
  labelId: string;
}

function Input({ field, value, texts, onChange, common, labelId }: InputProps): JSX.Element {
  const text = typeof value === 'string' ? value : '';
  switch (field.type) {
    case 'textarea':
      return (
        <textarea
          className="pb-input"
          rows={3}
          dir="auto"
          {...common}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'select':
      return (
        <select className="pb-input" {...common} value={text} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{texts('choose')}</option>
          {field.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case 'multiselect': {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <div role="group" aria-labelledby={labelId} aria-describedby={describedBy(common)}>
          {field.options?.map((option, index) => (
            <label key={option.value} className="pb-check">
              <input
                type="checkbox"
                {...(index === 0 ? { id: String(common.id), 'data-field': field.key } : {})}
                aria-invalid={common['aria-invalid'] === true || undefined}
                checked={chosen.includes(option.value)}
                onChange={(event) =>
                  onChange(
                    event.currentTarget.checked
                      ? [...chosen, option.value]
                      : chosen.filter((one) => one !== option.value),
                  )
                }
              />
              <span>{option.label}</span>
            </label>
          ))}
        </div>
      );
    }
    default:
      return (
        <input
          className="pb-input"
          {...inputKind(field)}
          {...common}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

function describedBy(common: InputProps['common']): string | undefined {
  const id = common['aria-describedby'];
  return typeof id === 'string' ? id : undefined;
}

// A number is a text field with a number pad: browsers drop what they cannot read from a number field, and with it what was typed.
function inputKind({ type, days }: FormFieldSpec): Record<string, string> {
  if (type === 'number') return { type: 'text', inputMode: 'decimal', autoComplete: 'off' };
  if (type === 'email') return { type: 'email', autoComplete: 'email' };
  if (type === 'date' && days) return { type, [days === 'from_today' ? 'min' : 'max']: today() };
  if (type === 'date' || type === 'time') return { type };
  return { type: 'text', dir: 'auto' };
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
