import { ApiError, createAdminClient, type Difference, type TestRun } from '@patchbay/api-contract';

/**
 * Runs the test cases of flows against their drafts, at a Patchbay that runs: `PATCHBAY_URL`, `PATCHBAY_API_KEY`, and `PATCHBAY_WORKSPACE` where it is not
 * the default one. Without keys, of all flows. Gives 1 when one does not pass.
 */
export async function testFlows({
  keys,
  environment,
}: {
  keys: readonly string[];
  environment: NodeJS.ProcessEnv;
}): Promise<number> {
  const url = environment.PATCHBAY_URL ?? 'http://127.0.0.1:3000';
  const apiKey = environment.PATCHBAY_API_KEY;
  if (!apiKey) throw new Error('Set PATCHBAY_API_KEY to an API key of the role editor, made under Settings.');
  const client = createAdminClient({
    baseUrl: url.replace(/\/+$/, ''),
    workspace: environment.PATCHBAY_WORKSPACE ?? 'default',
    fetch,
    headers: () => ({ authorization: `Bearer ${apiKey}` }),
  });
  const wanted = keys.length > 0 ? keys : (await client.call('listFlows')).data.flows.map((flow) => flow.key);
  let failed = 0;
  let ran = 0;
  for (const key of wanted) {
    const { data } = await client.call('runTests', { params: { key }, body: {} }).catch((error: unknown) => {
      throw error instanceof ApiError ? new Error(`${key}: ${error.message}`) : error;
    });
    failed += data.failed;
    ran += data.results.length;
    for (const line of linesOf({ key, run: data })) console.log(line);
  }
  console.log(`${ran - failed} of ${ran} test cases passed.`);
  return failed === 0 ? 0 : 1;
}

function linesOf({ key, run }: { key: string; run: TestRun }): string[] {
  return run.results.flatMap(({ name, passed, milliseconds, turns }) => [
    `${passed ? 'ok  ' : 'FAIL'} ${key}: ${name} (${milliseconds} ms)`,
    ...turns.flatMap(({ differences, says }, index) =>
      differences.map((difference) => `     turn ${index + 1}: ${textOf({ difference, says })}`),
    ),
  ]);
}

function textOf({ difference, says }: { difference: Difference; says: readonly string[] }): string {
  switch (difference.kind) {
    case 'answer':
      return `expected ${JSON.stringify(difference.expected)}, but was told ${JSON.stringify(says)}`;
    case 'path':
      return `expected the way ${difference.expected.join(', ')}, but went ${difference.actual.join(', ')}`;
    case 'refused':
      return [difference.message, ...(difference.issues ?? []).map(({ message }) => message)].join(' ');
    case 'not-pinned':
      return `"${difference.nodeId}" would call another system, and nothing is pinned to it`;
    default:
      return difference satisfies never;
  }
}
