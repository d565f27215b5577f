import { Alert, Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { knownNames } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { localise, useTexts } from '@patchbay/texts';
import { type FormEvent, type JSX, useState } from 'react';
import { renameVariable } from '../edits/rename-variable.ts';
import { scriptsNotFollowed } from '../edits/scripts-not-followed.ts';
import { variablesReadBy } from '../edits/variables-read-by.ts';
import { useEditorCore } from './editor-context.ts';
import type { EditorStore } from './editor-store.ts';
import { nameOfNode } from './name-of-node.ts';

/** Gives a variable another name wherever it stands. */
export function RenameVariableDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('editor');
  const { store } = useEditorCore();
  const [known] = useState(() => [...knownNames({ document: store.document, types: nodeRegistry }).variables].sort());
  const [key, setKey] = useState(() => firstOf({ known, store }));
  const [to, setTo] = useState('');
  const [error, setError] = useState<string>();
  const notFollowed = key === '' ? [] : scriptsNotFollowed({ document: store.document, key });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const operations = renameVariable({ document: store.document, key, to });
    if (typeof operations === 'string') return setError(localise(operations));
    if (store.apply(operations, { label: t('renamedTheVariableKeyTo', { key, to }) })) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('renameAVariableEverywhere')}>
      <form onSubmit={onSubmit}>
        <Stack>
          <Select
            label={t('variable')}
            data={known}
            value={key}
            allowDeselect={false}
            searchable
            onChange={(value) => setKey(value ?? '')}
          />
          <TextInput
            label={t('newName')}
            data-autofocus
            autoFocus
            required
            value={to}
            error={error}
            spellCheck={false}
            onChange={(event) => {
              setTo(event.currentTarget.value);
              setError(undefined);
            }}
          />
          <Text size="xs" c="dimmed">
            {t('itsDeclarationTheNodesThat')}
          </Text>
          {notFollowed.length === 0 ? null : (
            <Alert color="orange" variant="light">
              {t('theNameAlsoStandsIn', {
                nodes: notFollowed.map((id) => `${nameOfNode({ document: store.document, id })} (${id})`).join(', '),
              })}
            </Alert>
          )}
          <Button type="submit" disabled={known.length === 0 || to === ''}>
            {t('rename')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** The one that the selected node saves into, or else reads; otherwise the first of all. */
function firstOf({ known, store }: { known: readonly string[]; store: EditorStore }): string {
  const { document, selection } = store.state;
  const nodes = document.nodes.filter((node) => selection.has(node.id));
  const named = [
    ...nodes.map((node) => node.config?.saveAs),
    ...nodes.flatMap((node) => variablesReadBy({ document, node }).variables),
  ];
  return named.map((name) => known.find((one) => one === name)).find((name) => name !== undefined) ?? known[0] ?? '';
}
