import { NativeSelect, Text } from '@mantine/core';
import { graphOf } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { cardGeometry } from '../canvas/card-geometry.ts';
import { connectOperations } from '../canvas/connect-operations.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nameOfNode, tellingNames } from '../editor/name-of-node.ts';

/** Where a port leads. */
export function EdgeForm({ from, port }: { from: string; port: string }): JSX.Element {
  const t = useTexts('inspector');
  const { store, readOnly } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const node = graphOf(document).node(from);
  const outlet = node && cardGeometry({ node, connected: port }).outlets.find((one) => one.id === port);
  const to = graphOf(document).edge(from, port)?.to ?? '';
  const name = nameOfNode({ document, id: from });
  const nameOf = tellingNames(document);
  const targets = document.nodes.filter(({ type }) => type !== 'start');
  return (
    <>
      <Text size="sm">{t('pathFrom', { name, port: outlet?.label || port })}</Text>
      <NativeSelect
        label={t('leadsTo')}
        disabled={readOnly}
        data={[{ value: '', label: t('nowhere') }, ...targets.map(({ id }) => ({ value: id, label: nameOf(id) }))]}
        value={to}
        onChange={(event) => {
          const next = event.currentTarget.value;
          if (next !== '') store.apply(connectOperations({ document: store.document, from, port, to: next }));
          else if (to !== '') store.apply([{ type: 'edge.remove', from, port }]);
        }}
      />
    </>
  );
}
