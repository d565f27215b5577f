import { useQuery } from '@tanstack/react-query';
import { client } from '../api/session.tsx';
import { useEditorCore } from '../editor/editor-context.ts';
import { noteCuts } from '../trace/whole-lengths.ts';
import { useDebug, useDebugState } from './debug-context.ts';

/** What the last test knew when it was at a node last; undefined until it is there. `when`: names that time, undefined where it never was. */
export function useNodeData({ nodeId, when }: { nodeId: string; when: string | undefined }) {
  const { flowKey } = useEditorCore();
  const { store } = useDebug();
  const conversation = useDebugState((view) => view.conversation);
  const { data } = useQuery({
    queryKey: ['tested-data', flowKey, conversation, nodeId, when],
    enabled: conversation !== undefined && when !== undefined,
    gcTime: 0,
    retry: false,
    queryFn: async () =>
      (
        await client.call('readNodeData', {
          params: { key: flowKey, id: conversation ?? '', nodeId: store.idInTest(nodeId) },
        })
      ).data,
  });
  if (!data?.visited) return undefined;
  noteCuts(data);
  return data;
}
