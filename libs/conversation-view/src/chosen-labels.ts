import type { ComponentItem } from './conversation-state.ts';

/** What the options of a choice that was answered are called; undefined for what is no answered choice. */
export function chosenLabels({
  component,
  spec,
  values,
}: Pick<ComponentItem, 'component' | 'spec' | 'values'>): string[] | undefined {
  const ids = component === 'choice' ? chosenIds(values) : undefined;
  if (!ids || !Array.isArray(spec.options)) return undefined;
  const options: unknown[] = spec.options;
  return options.flatMap((option) =>
    typeof option === 'object' && option !== null && 'id' in option && 'label' in option && ids.includes(option.id)
      ? [String(option.label)]
      : [],
  );
}

function chosenIds(values: unknown): unknown[] | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  if ('option' in values && typeof values.option === 'string') return [values.option];
  return 'options' in values && Array.isArray(values.options) ? values.options : undefined;
}
