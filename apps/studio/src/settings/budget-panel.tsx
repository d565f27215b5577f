import { Button, NumberInput, Stack, Text } from '@mantine/core';
import type { Budget } from '@patchbay/api-contract';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** How many tokens models may take in the workspace. */
export function BudgetPanel(): JSX.Element {
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Partial<Budget>>({});
  const budget = useQuery({ queryKey: ['budget'], queryFn: async () => (await client.call('readBudget')).data });
  const save = useMutation({
    mutationFn: (body: Budget) => client.call('setBudget', { body }),
    onSuccess: () => {
      notifyDone('The budget is set.');
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
      thousandSeparator=","
      placeholder="No limit"
      value={current[key] ?? ''}
      onChange={(value) => setEdited({ ...edited, [key]: typeof value === 'number' ? value : null })}
    />
  );
  return (
    <form onSubmit={onSubmit}>
      <Stack maw={420}>
        <Text size="sm">
          Models took {spentToday.toLocaleString()} tokens today, in and out together. A day begins at midnight UTC. A
          flow can set limits of its own beside these.
        </Text>
        {field('conversationTokens', 'Tokens a conversation')}
        {field('dailyTokens', 'Tokens a day')}
        <Button type="submit" loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
          Save
        </Button>
      </Stack>
    </form>
  );
}
