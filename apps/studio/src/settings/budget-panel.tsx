import { Button, NumberInput, Stack, Text } from '@mantine/core';
import type { Budget } from '@patchbay/api-contract';
import { formatNumber, numberSeparators, useTexts } from '@patchbay/texts';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** How many tokens models may take in the workspace. */
export function BudgetPanel(): JSX.Element {
  const t = useTexts('settings');
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Partial<Budget>>({});
  const budget = useQuery({ queryKey: ['budget'], queryFn: async () => (await client.call('readBudget')).data });
  const save = useMutation({
    mutationFn: (body: Budget) => client.call('setBudget', { body }),
    onSuccess: () => {
      notifyDone(t('theBudgetIsSet'));
      setEdited({});
      return queries.invalidateQueries({ queryKey: ['budget'] });
    },
    onError: (error) => notifyError(error),
  });
  if (budget.isPending) return <ListSkeleton />;
  if (budget.isError) return <ErrorState error={budget.error} retry={() => void budget.refetch()} />;
  const { spentToday, conversationTokens, dailyTokens } = budget.data;
  const current: Budget = { conversationTokens, dailyTokens, ...edited };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(current);
  };
  const field = (key: keyof Budget, label: string) => (
    <NumberInput
      label={label}
      min={1}
      {...numberSeparators()}
      placeholder={t('noLimit')}
      value={current[key] ?? ''}
      onChange={(value) => setEdited({ ...edited, [key]: typeof value === 'number' ? value : null })}
    />
  );
  return (
    <form onSubmit={onSubmit}>
      <Stack maw={420}>
        <Text size="sm">{t('modelsTookSpentTodayTokensToday', { spentToday: formatNumber(spentToday) })}</Text>
        {field('conversationTokens', t('tokensAConversation'))}
        {field('dailyTokens', t('tokensADay'))}
        <Button type="submit" loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('save')}
        </Button>
      </Stack>
    </form>
  );
}
