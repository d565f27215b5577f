import { Anchor } from '@mantine/core';
import type { ApiError } from '@patchbay/api-contract';
import type { JSX } from 'react';
import { useEditor } from '../editor/editor-context.ts';
import { issueInWords } from './issue-in-words.ts';

interface Props {
  issue: NonNullable<ApiError['problem']['issues']>[number];
  onOpen(nodeId: string): void;
}

/** What stands in the way of publishing, and the node that it is at, which it leads to. */
export function PublishIssue({ issue, onOpen }: Props): JSX.Element {
  const { store } = useEditor();
  const { nodeId, place, said } = issueInWords({ document: store.document, issue });
  return (
    <>
      {nodeId === null ? (
        place
      ) : (
        <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onOpen(nodeId)}>
          {place}
        </Anchor>
      )}
      {place === '' ? '' : ': '}
      {said}
    </>
  );
}
