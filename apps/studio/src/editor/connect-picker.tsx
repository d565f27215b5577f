import { Modal, NativeSelect } from '@mantine/core';
import { graphOf } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type JSX, useState } from 'react';
import { cardGeometry } from '../canvas/card-geometry.ts';
import { connectOperations } from '../canvas/connect-operations.ts';
import { itemOf } from '../canvas/item-ids.ts';
import { useNodeItems } from '../commands/use-node-items.tsx';
import { PickList } from '../palette/pick-list.tsx';
import { useEditorCore, useEditorState } from './editor-context.ts';
import { nameOfNode } from './name-of-node.ts';
import { freePort } from './new-node.ts';

/** Leads the selected port, or one of the selected node, to another node, chosen by typing. */
export function ConnectPicker({ onClose }: { onClose(): void }): JSX.Element | null {
  const t = useTexts('editor');
  const { store } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const [item] = useState(() => itemOf([...store.state.selection][0] ?? ''));
  const id = item.kind === 'edge' ? item.from : item.id;
  const items = useNodeItems().filter((item) => graphOf(document).node(item.key)?.type !== 'start');
  const node = graphOf(document).node(id);
  const outlets = node ? cardGeometry({ node, connected: '' }).outlets : [];
  const [port, setPort] = useState(item.kind === 'edge' ? item.port : (freePort({ document, id }) ?? outlets[0]?.id));
  const name = nameOfNode({ document, id });
  return (
    <Modal opened onClose={onClose} title={t('connectName', { name })}>
      {outlets.length > 1 ? (
        <NativeSelect
          label={t('fromItsPort')}
          mb="sm"
          data={outlets.map((outlet) => ({ value: outlet.id, label: outlet.label || outlet.id }))}
          value={port}
          onChange={(event) => setPort(event.currentTarget.value)}
        />
      ) : null}
      <PickList
        label={t('nodeToLeadTo')}
        placeholder={outlets.length === 0 ? t('itHasNoPort') : t('whereDoesItLead')}
        items={outlets.length === 0 ? [] : items}
        onPick={(to) => {
          onClose();
          if (port !== undefined) store.apply(connectOperations({ document: store.document, from: id, port, to }));
        }}
      />
    </Modal>
  );
}
