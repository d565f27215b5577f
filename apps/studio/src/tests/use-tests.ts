import type { StoredTest } from '@patchbay/api-contract';
import { isOfCanvas } from '@patchbay/flow-spec';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { client } from '../api/session.tsx';
import { useEditor, useEditorState } from '../editor/editor-context.ts';

interface Tests {
  tests: StoredTest[];
  changedAt: number;
}

/** The test cases of the flow. */
export function useTests(): UseQueryResult<Tests> {
  const { flowKey: key } = useEditor();
  return useQuery({
    queryKey: ['tests', key],
    queryFn: async () => (await client.call('listTests', { params: { key } })).data,
  });
}

/** The last revision at which the draft was changed so that a test may tell; undefined while some such change is not saved, or as long as it is not known. */
export function useChangedAt(): number | undefined {
  const { store } = useEditor();
  const { data } = useTests();
  return useEditorState(() => {
    const isSaved = store.pending.every(({ operations }) => operations.every(isOfCanvas));
    return data && isSaved ? Math.max(data.changedAt, store.changedAt) : undefined;
  });
}
