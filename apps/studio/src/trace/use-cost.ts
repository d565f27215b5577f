import type { Step } from '@patchbay/api-contract';
import { formatNumber } from '@patchbay/texts';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { client, useSession } from '../api/session.tsx';

const pricesSchema = z.object({ input: z.number(), output: z.number(), currency: z.string() });

/** What the models of a step cost, as a text; undefined where their connections name no prices, or may not be read. */
export function useCost(usage: Step['usage']): string | undefined {
  const { mayEdit } = useSession();
  const connections = useQuery({
    queryKey: ['connections'],
    enabled: usage !== undefined && mayEdit,
    queryFn: async () => (await client.call('listConnections')).data.connections,
  });
  let total = 0;
  let currency: string | undefined;
  for (const { connection, inputTokens, outputTokens } of usage ?? []) {
    const prices = pricesSchema.safeParse(connections.data?.find((one) => one.key === connection)?.config.prices).data;
    if (!prices) continue;
    total += (inputTokens * prices.input + outputTokens * prices.output) / 1_000_000;
    currency = prices.currency;
  }
  return currency === undefined
    ? undefined
    : formatNumber(total, { style: 'currency', currency, maximumSignificantDigits: 2 });
}
