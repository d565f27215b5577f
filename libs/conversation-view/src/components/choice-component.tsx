import type { ChoiceSpec } from '@patchbay/api-contract/chat';
import { type FormEvent, type JSX, useId, useState } from 'react';
import type { ComponentProps } from './component-props.ts';

/** A choice: one button an option, a dropdown, or check boxes where several may be chosen. */
export function ChoiceComponent({
  item,
  spec,
  texts,
  disabled,
  submit,
  sendText,
}: ComponentProps<ChoiceSpec>): JSX.Element | null {
  const name = useId();
  const [selected, setSelected] = useState<string[]>([]);
  if (!item.open)
    return (
      <ChosenOptions spec={spec} values={item.values} chosenText={texts('chosen')} cancelledText={texts('cancelled')} />
    );
  if (spec.style === 'buttons' && !spec.multiple) {
    return (
      <fieldset className="pb-options" disabled={disabled}>
        <legend className="pb-hidden">{spec.text ?? texts('choose')}</legend>
        {spec.options.map((option) => (
          <button
            key={option.id}
            type="button"
            className="pb-option"
            dir="auto"
            onClick={() => (spec.send ? sendText(option.label) : void submit({ option: option.id }))}
          >
            {option.label}
          </button>
        ))}
      </fieldset>
    );
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (spec.multiple) void submit({ options: selected });
    else if (selected[0] !== undefined) void submit({ option: selected[0] });
  };
  return (
    <form className="pb-card" onSubmit={onSubmit}>
      <fieldset disabled={disabled} className="pb-plain">
        <legend className="pb-hidden">{spec.text ?? texts('choose')}</legend>
        {spec.multiple ? (
          spec.options.map((option) => (
            <label key={option.id} className="pb-check">
              <input
                type="checkbox"
                name={name}
                checked={selected.includes(option.id)}
                onChange={(event) =>
                  setSelected((before) =>
                    event.currentTarget.checked ? [...before, option.id] : before.filter((id) => id !== option.id),
                  )
                }
              />
              <span dir="auto">{option.label}</span>
            </label>
          ))
        ) : (
          <select
            className="pb-input"
            aria-label={spec.text ?? texts('choose')}
            value={selected[0] ?? ''}
            onChange={(event) => setSelected(event.currentTarget.value ? [event.currentTarget.value] : [])}
          >
            <option value="">{texts('choose')}</option>
            {spec.options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.label}
              </option>
            ))}
          </select>
        )}
        <div className="pb-actions">
          <button type="submit" className="pb-primary" disabled={!spec.multiple && selected.length === 0}>
            {texts('confirmChoice')}
          </button>
        </div>
      </fieldset>
    </form>
  );
}

function ChosenOptions({
  spec,
  values,
  chosenText,
  cancelledText,
}: {
  spec: ChoiceSpec;
  values: unknown;
  chosenText: string;
  cancelledText: string;
}): JSX.Element | null {
  if (spec.send) return null;
  const ids = chosenIds(values);
  return (
    <ul className="pb-options pb-done">
      {spec.options.map((option) => (
        <li key={option.id} className={ids.includes(option.id) ? 'pb-option pb-chosen' : 'pb-option'} dir="auto">
          {option.label}
          {ids.includes(option.id) ? <span className="pb-hidden"> ({chosenText})</span> : null}
        </li>
      ))}
      {values === undefined ? <li className="pb-hidden">{cancelledText}</li> : null}
    </ul>
  );
}

function chosenIds(values: unknown): string[] {
  if (typeof values !== 'object' || values === null) return [];
  if ('option' in values && typeof values.option === 'string') return [values.option];
  if ('options' in values && Array.isArray(values.options))
    return values.options.filter((id) => typeof id === 'string');
  return [];
}
