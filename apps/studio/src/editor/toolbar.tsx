import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconCloudOff,
  IconDots,
  IconDownload,
  IconExternalLink,
  IconHistory,
  IconNote,
  IconPlayerPlay,
  IconRocket,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { Link } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { FlowState } from '../flows/flow-state.tsx';
import { downloadFlow } from '../flows/download-flow.ts';
import { ColorSchemeSwitch } from '../shell/shell.tsx';
import { PublishDialog } from '../versions/publish-dialog.tsx';
import { VersionsDrawer } from '../versions/versions-drawer.tsx';
import { useEditor, useEditorState } from './editor-context.ts';
import type { SaveState } from './editor-store.ts';
import { freeId } from './new-node.ts';

const saveTexts: Record<SaveState, string> = {
  saved: 'Saved',
  saving: 'Saving …',
  waiting: 'Saving …',
  offline: 'Not saved: no connection',
};

interface Props {
  flowKey: string;
  errors: number;
  flush(): Promise<void>;
  onPreview(): void;
}

export function Toolbar({ flowKey, errors, flush, onPreview }: Props): JSX.Element {
  const { store, readOnly } = useEditor();
  const name = useEditorState((state) => state.document.name);
  const save = useEditorState((state) => state.save);
  const canUndo = useEditorState((state) => state.canUndo);
  const canRedo = useEditorState((state) => state.canRedo);
  const [dialog, setDialog] = useState<'publish' | 'versions'>();
  const summary = useQuery({
    queryKey: ['flows'],
    queryFn: async () => (await client.call('listFlows')).data.flows,
    select: (flows) => flows.find((flow) => flow.key === flowKey),
  });
  const flow = summary.data;
  const close = () => setDialog(undefined);
  const addNote = () => {
    const taken = store.document.notes ?? [];
    const id = freeId({
      document: { ...store.document, nodes: taken.map((note) => ({ id: note.id, type: 'note' })) },
      stem: 'note',
    });
    store.apply([{ type: 'note.add', note: { id, text: '', x: 0, y: -160 } }]);
  };
  return (
    <header className="pb-toolbar">
      <Group gap="xs" wrap="nowrap" miw={0}>
        <ActionIcon component={Link} to="/flows" aria-label="All flows" size="lg">
          <IconArrowLeft size={18} />
        </ActionIcon>
        <Text fw={600} truncate component="h1" size="md" m={0}>
          {name}
        </Text>
        {flow ? <FlowState flow={flow} disabled={readOnly} /> : null}
        <Text
          size="xs"
          c={save === 'offline' ? 'red' : 'dimmed'}
          role="status"
          className="pb-wide"
          style={{ whiteSpace: 'nowrap' }}
        >
          {save === 'offline' ? <IconCloudOff size={12} /> : null} {readOnly ? 'Read only' : saveTexts[save]}
        </Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <Tooltip label="Undo (Ctrl+Z)">
          <ActionIcon aria-label="Undo" disabled={!canUndo || readOnly} onClick={() => store.undo()} size="lg">
            <IconArrowBackUp size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Redo (Ctrl+Shift+Z)">
          <ActionIcon aria-label="Redo" disabled={!canRedo || readOnly} onClick={() => store.redo()} size="lg">
            <IconArrowForwardUp size={18} />
          </ActionIcon>
        </Tooltip>
        <ColorSchemeSwitch />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="lg" aria-label="More">
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => setDialog('versions')}>
              Versions
            </Menu.Item>
            <Menu.Item
              leftSection={<IconDownload size={16} />}
              onClick={() =>
                void flush()
                  .then(() => downloadFlow(flowKey))
                  .catch(notifyError)
              }
            >
              Export
            </Menu.Item>
            <Menu.Item leftSection={<IconNote size={16} />} disabled={readOnly} onClick={addNote}>
              Add a note
            </Menu.Item>
            {flow?.online && flow.address ? (
              <Menu.Item
                component="a"
                href={`/c/${flow.address}`}
                target="_blank"
                rel="noreferrer"
                leftSection={<IconExternalLink size={16} />}
              >
                Open the chat page
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
        <Button variant="default" leftSection={<IconPlayerPlay size={16} />} onClick={onPreview} className="pb-wide">
          Try it
        </Button>
        <Tooltip label={`${errors} ${errors === 1 ? 'error' : 'errors'} to mend first`} disabled={errors === 0}>
          <Button leftSection={<IconRocket size={16} />} disabled={readOnly} onClick={() => setDialog('publish')}>
            Publish
          </Button>
        </Tooltip>
      </Group>
      {dialog === 'publish' ? <PublishDialog flowKey={flowKey} flow={flow} flush={flush} onClose={close} /> : null}
      <VersionsDrawer flowKey={flowKey} opened={dialog === 'versions'} onClose={close} readOnly={readOnly} />
    </header>
  );
}
