import type { ChoiceSpec } from '@patchbay/api-contract/chat';
import { type FormEvent, type JSX, useId, useState } from 'react';
import { chosenLabels } from '../chosen-labels.ts';
import type { DraftValue } from '../drafts.ts';
import type { ComponentProps } from './component-props.ts';

/** A choice: one button an option, a dropdown, or check boxes where several may be chosen. What was ticked and not sent stays over a reload. */
export function ChoiceComponent({
  item,
  spec,
  texts,
  drafts,
  disabled,
  submit,
  sendText,
}: ComponentProps<ChoiceSpec>): JSX.Element | null {
  const name = useId();
  const [selected, setSelected] = useState(() => keptOptions({ spec, kept: drafts.at(item.id).options }));
  if (!item.open) return <ChosenOptions item={item} texts={texts} />;
  if (spec.style === 'buttons' && !spec.multiple) {
    return (
      <fieldset className="pb-options" disabled={disabled} aria-label={spec.text ?? texts('choose')}>
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
  const select = (ids: string[]) => {
    drafts.keep({ place: item.id, key: 'options', value: ids.length > 0 ? ids : undefined });
    setSelected(ids);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (spec.multiple) void submit({ options: selected });
    else if (selected[0] !== undefined) void submit({ option: selected[0] });
  };
  return (
    <form className="pb-card" onSubmit={onSubmit}>
      <fieldset disabled={disabled} className="pb-plain" aria-label={spec.text ?? texts('choose')}>
        {spec.multiple ? (
          spec.options.map((option) => (
            <label key={option.id} className="pb-check">
              <input
                type="checkbox"
                name={name}
                checked={selected.includes(option.id)}
                onChange={(event) => {
                  const others = selected.filter((id) => id !== option.id);
                  select(event.currentTarget.checked ? [...others, option.id] : others);
                }}
              />
              <span dir="auto">{option.label}</span>
            </label>
          ))
        ) : (
          <select
            className="pb-input"
            aria-label={spec.text ?? texts('choose')}
            value={selected[0] ?? ''}
            onChange={(event) => select(event.currentTarget.value ? [event.currentTarget.value] : [])}
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

// Only options that are there, and one where one may be chosen.
function keptOptions({ spec, kept }: { spec: ChoiceSpec; kept: DraftValue | undefined }): string[] {
  const ids = Array.isArray(kept) ? kept.filter((id) => spec.options.some((option) => option.id === id)) : [];
  return spec.multiple ? ids : ids.slice(0, 1);
}

// What was chosen reads as what the user said; what was typed instead stands for itself.
function ChosenOptions({ item, texts }: Pick<ComponentProps<ChoiceSpec>, 'item' | 'texts'>): JSX.Element | null {
  const labels = item.typed || item.spec.send ? undefined : chosenLabels(item);
  if (!labels) return null;
  return (
    <article className="pb-message pb-user">
      <span className="pb-hidden">{texts('you')}: </span>
      <p className="pb-typed" dir="auto">
        {labels.join(', ') || texts('nothing')}
      </p>
    </article>
  );
}
