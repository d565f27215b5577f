import { type FlowDocument, parseFlowDocument } from '@patchbay/flow-spec';
import { useQuery } from '@tanstack/react-query';
import { client } from '../api/session.tsx';
import { useEditorState } from '../editor/editor-context.ts';

/** The draft of a flow that a test goes through: the one that is edited, or another that it calls. Undefined until it is known. */
export function useCalledFlow(key: string | undefined): FlowDocument | undefined {
  const own = useEditorState(({ document }) => document);
  const called = useQuery({
    queryKey: ['called-flow', key],
    enabled: key !== undefined && key !== own.key,
    staleTime: 10_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const parsed = parseFlowDocument((await client.call('readDraft', { params: { key: key ?? '' }, signal })).data);
      return parsed.ok ? parsed.value : null;
    },
  });
  return key === own.key ? own : (called.data ?? undefined);
}
