import { VisuallyHidden } from '@mantine/core';
import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { textsOf, useTexts } from '@patchbay/texts';
import { type JSX, useMemo } from 'react';
import { useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { itemOf } from './item-ids.ts';
import { pathInWords, portInWords } from './path-in-words.ts';
import { useShownDocument } from './use-shown-document.ts';

/** Says what is selected to who does not see the canvas. */
export function CanvasStatus(): JSX.Element {
  const t = useTexts('canvas');
  const document = useShownDocument();
  const selection = useEditorState((state) => state.selection);
  const problems = useEditorState((state) => state.problems);
  const [only] = selection;
  const count = only === undefined ? 0 : (problems.get(only)?.length ?? 0);
  const said = useMemo(
    () => (only === undefined ? '' : sentence({ document, id: only, count })),
    [document, only, count],
  );
  return (
    <>
      <VisuallyHidden id="pb-canvas-keys">{t('arrowKeysFollowThePaths')}</VisuallyHidden>
      <VisuallyHidden aria-live="polite">
        {selection.size > 1 ? t('selected', { count: selection.size }) : said}
      </VisuallyHidden>
    </>
  );
}

function sentence({ document, id, count }: { document: FlowDocument; id: string; count: number }): string {
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
    count > 0 ? t('problems', { count }) : '',
    paths.length > 0 ? t('leadsBy', { paths: paths.join(', ') }) : t('leadsNowhere'),
  ]
    .filter(Boolean)
    .join('. ');
}
