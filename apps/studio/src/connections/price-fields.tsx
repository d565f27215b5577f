import { Group, NumberInput, TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { z } from 'zod';

/** Prices as they are typed: a field that is empty is none. */
interface TypedPrices {
  input: number | '';
  output: number | '';
  currency: string;
}

const pricesSchema = z.object({ input: z.number(), output: z.number(), currency: z.string() });

export function typedPrices(value: unknown): TypedPrices {
  return pricesSchema.safeParse(value).data ?? { input: '', output: '', currency: 'EUR' };
}

/** The part of a connection's config that they make; nothing while both are empty. */
export function pricesOf({ input, output, currency }: TypedPrices): object {
  if (input === '' && output === '') return {};
  return { prices: { input: input === '' ? 0 : input, output: output === '' ? 0 : output, currency } };
}

/** What a model costs, for the steps of tests. */
export function PriceFields({
  value,
  onChange,
}: {
  value: TypedPrices;
  onChange(next: TypedPrices): void;
}): JSX.Element {
  const t = useTexts('connections');
  const numberOf = (typed: string | number): number | '' => (typeof typed === 'number' ? typed : '');
  return (
    <Group grow align="flex-end" wrap="nowrap">
      <NumberInput
        label={t('priceIn')}
        min={0}
        decimalScale={4}
        value={value.input}
        onChange={(typed) => onChange({ ...value, input: numberOf(typed) })}
      />
      <NumberInput
        label={t('priceOut')}
        min={0}
        decimalScale={4}
        value={value.output}
        onChange={(typed) => onChange({ ...value, output: numberOf(typed) })}
      />
      <TextInput
        label={t('currency')}
        maxLength={3}
        value={value.currency}
        onChange={(event) => onChange({ ...value, currency: event.currentTarget.value.toUpperCase() })}
      />
    </Group>
  );
}
