import type { StoredTest } from '@patchbay/api-contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { client } from '../api/session.tsx';
import { useEditor, useEditorState } from '../editor/editor-context.ts';

/** The test cases of the flow. */
export function useTests(): UseQueryResult<StoredTest[]> {
  const { flowKey: key } = useEditor();
  return useQuery({
    queryKey: ['tests', key],
    queryFn: async () => (await client.call('listTests', { params: { key } })).data.tests,
  });
}

/** The revision of the draft as one sees it; undefined while some of it is not saved. */
export function useRevision(): number | undefined {
  const { store } = useEditor();
  return useEditorState((state) => (state.unsaved > 0 ? undefined : store.revision));
}
