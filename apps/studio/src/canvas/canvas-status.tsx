import { VisuallyHidden } from '@mantine/core';
import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { textsOf, useTexts } from '@patchbay/texts';
import { type JSX, useMemo } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { itemOf } from './item-ids.ts';
import { pathInWords, portInWords } from './path-in-words.ts';
import { type PathStep, pathStep } from './path-mark.tsx';
import { useShownDocument } from './use-shown-document.ts';

/** Says what is selected to who does not see the canvas. */
export function CanvasStatus(): JSX.Element {
  const t = useTexts('canvas');
  const { readOnly } = useEditorCore();
  const document = useShownDocument();
  const selection = useEditorState((state) => state.selection);
  const problems = useEditorState((state) => state.problems);
  const [only] = selection;
  const count = only === undefined ? 0 : (problems.get(only)?.length ?? 0);
  const step = useEditorState(({ path }) => (only === undefined ? undefined : pathStep({ path, id: only })));
  const said = useMemo(
    () => (only === undefined ? '' : sentence({ document, id: only, count, step })),
    [document, only, count, step],
  );
  return (
    <>
      <VisuallyHidden id="pb-canvas-keys">
        {readOnly ? t('arrowKeysFollowThePathsRead') : t('arrowKeysFollowThePaths')}
      </VisuallyHidden>
      <VisuallyHidden aria-live="polite">
        {selection.size > 1 ? t('selected', { count: selection.size }) : said}
      </VisuallyHidden>
    </>
  );
}

interface Said {
  document: FlowDocument;
  id: string;
  /** Of its problems. */
  count: number;
  step: PathStep | undefined;
}

function sentence({ document, id, count, step }: Said): string {
  const t = textsOf('canvas');
  const item = itemOf(id);
  if (item.kind === 'note') return t('note');
  if (item.kind === 'frame') return t('frame');
  const graph = graphOf(document);
  if (item.kind === 'edge') {
    const to = graph.edge(item.from, item.port)?.to;
    return pathInWords({ from: graph.node(item.from), port: item.port, to: graph.node(to ?? '') });
  }
  const node = graph.node(id);
  if (!node) return '';
  const paths = graph
    .outgoing(id)
    .map(({ port, to }) => t('portTo', { port: portInWords({ node, port }), to: nameOfNode({ document, id: to }) }));
  return [
    nameOfNode({ document, id }),
    nodeRegistry.get(node.type)?.summary(node.config ?? {}) ?? '',
    step ? t(`path_${step}`) : '',
    count > 0 ? t('problems', { count }) : '',
    paths.length > 0 ? t('leadsBy', { paths: paths.join(', ') }) : t('leadsNowhere'),
  ]
    .filter(Boolean)
    .join('. ');
}
