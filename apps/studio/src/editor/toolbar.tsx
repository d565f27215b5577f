import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconCommand,
  IconDots,
  IconDownload,
  IconExternalLink,
  IconFrame,
  IconHistory,
  IconKeyboard,
  IconListTree,
  IconNote,
  IconPlayerPlay,
  IconRocket,
  IconSearch,
  IconSitemap,
  IconVariable,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Link } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { FlowState } from '../flows/flow-state.tsx';
import { downloadFlow } from '../flows/download-flow.ts';
import { ColorSchemeSwitch } from '../shell/shell.tsx';
import { PublishDialog } from '../versions/publish-dialog.tsx';
import { VersionsDrawer } from '../versions/versions-drawer.tsx';
import { type Command, keyText } from '../commands/command.ts';
import type { EditorPanel } from '../commands/use-editor-commands.ts';
import { PeopleBar } from '../together/people-bar.tsx';
import { SaveStatus } from '../together/save-status.tsx';
import { useEditorCore, useEditorState } from './editor-context.ts';
import { useSettled } from './settled.tsx';

interface Props {
  flowKey: string;
  outline: boolean;
  commands: readonly Command[];
  panel: EditorPanel | undefined;
  flush(): Promise<void>;
  onPreview(): void;
  onClose(): void;
}

export function Toolbar({ flowKey, outline, commands, panel, flush, onPreview, onClose }: Props): JSX.Element {
  const t = useTexts('editor');
  const { store, readOnly } = useEditorCore();
  const name = useEditorState((state) => state.document.name);
  const canUndo = useEditorState((state) => state.history.past.length > 0);
  const canRedo = useEditorState((state) => state.history.future.length > 0);
  const errors = useEditorState((state) =>
    [...state.problems.values()].reduce((sum, list) => sum + list.filter((one) => one.severity === 'error').length, 0),
  );
  const summary = useQuery({
    queryKey: ['flows'],
    queryFn: async () => (await client.call('listFlows')).data.flows,
    select: (flows) => flows.find((flow) => flow.key === flowKey),
    enabled: useSettled(),
  });
  const flow = summary.data;
  const run = (id: string) => commands.find((command) => command.id === id)?.run();
  return (
    <section className="pb-toolbar" aria-label={t('flowAndItsActions')}>
      <Group gap="xs" wrap="nowrap" miw={0}>
        <ActionIcon component={Link} to="/flows" aria-label={t('allFlows')} size="lg">
          <IconArrowLeft size={18} />
        </ActionIcon>
        <Text fw={600} truncate component="h1" size="md" m={0}>
          {name}
        </Text>
        {flow ? <FlowState flow={flow} disabled={readOnly} /> : null}
        <SaveStatus />
      </Group>
      <Group gap={6} wrap="nowrap">
        <PeopleBar />
        <Tooltip label={t('undoCtrlZ')}>
          <ActionIcon aria-label={t('undo')} disabled={!canUndo || readOnly} onClick={() => store.undo()} size="lg">
            <IconArrowBackUp size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('redoCtrlShiftZ')}>
          <ActionIcon
            aria-label={t('redo')}
            disabled={!canRedo || readOnly}
            onClick={() => store.redo()}
            size="lg"
            className="pb-roomy"
          >
            <IconArrowForwardUp size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('tidyUpTheWholeFlow')}>
          <ActionIcon
            aria-label={t('tidyUp')}
            disabled={readOnly}
            onClick={() => run('tidy')}
            size="lg"
            className="pb-wide"
          >
            <IconSitemap size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={outline ? t('canvasO') : t('outlineO')}>
          <ActionIcon
            aria-label={t('outline')}
            aria-pressed={outline}
            variant={outline ? 'light' : 'subtle'}
            onClick={() => run('outline')}
            size="lg"
          >
            <IconListTree size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('allCommandsValue', { value: keyText('mod+k') })}>
          <ActionIcon aria-label={t('allCommands')} onClick={() => run('palette')} size="lg" className="pb-wide">
            <IconCommand size={18} />
          </ActionIcon>
        </Tooltip>
        <ColorSchemeSwitch />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size="lg" aria-label={t('more')}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => run('versions')}>
              {t('versions')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconDownload size={16} />}
              onClick={() =>
                void flush()
                  .then(() => downloadFlow(flowKey))
                  .catch(notifyError)
              }
            >
              {t('export')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconNote size={16} />} disabled={readOnly} onClick={() => run('note')}>
              {t('addANote')}
            </Menu.Item>
            <Menu.Item leftSection={<IconFrame size={16} />} disabled={readOnly} onClick={() => run('frame')}>
              {t('addAFrame')}
            </Menu.Item>
            <Menu.Item leftSection={<IconSitemap size={16} />} disabled={readOnly} onClick={() => run('tidy')}>
              {t('tidyUp')}
            </Menu.Item>
            <Menu.Item leftSection={<IconSearch size={16} />} onClick={() => run('find')}>
              {t('findAndReplace')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconVariable size={16} />}
              disabled={readOnly}
              onClick={() => run('rename-variable')}
            >
              {t('renameAVariable')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowsMinimize size={16} />}
              disabled={readOnly}
              onClick={() => run('extract')}
            >
              {t('makeASubflow')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowsMaximize size={16} />} disabled={readOnly} onClick={() => run('inline')}>
              {t('putSubflowInPlace')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => run('history')}>
              {t('historyOfThisSession')}
            </Menu.Item>
            <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => run('shortcuts')}>
              {t('keyboardShortcuts')}
            </Menu.Item>
            {flow?.online && flow.address ? (
              <Menu.Item
                component="a"
                href={`/c/${flow.address}`}
                target="_blank"
                rel="noreferrer"
                leftSection={<IconExternalLink size={16} />}
              >
                {t('openTheChatPage')}
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
        <Button
          data-tour="try"
          variant="default"
          leftSection={<IconPlayerPlay size={16} />}
          onClick={onPreview}
          className="pb-wide"
        >
          {t('tryIt')}
        </Button>
        <Tooltip label={t('errorsToMend', { count: errors })} disabled={errors === 0}>
          <Button
            data-tour="publish"
            className="pb-folds"
            aria-label={t('publish')}
            leftSection={<IconRocket size={16} />}
            disabled={readOnly}
            onClick={() => run('publish')}
          >
            {t('publish')}
          </Button>
        </Tooltip>
      </Group>
      {panel === 'publish' ? <PublishDialog flowKey={flowKey} flow={flow} flush={flush} onClose={onClose} /> : null}
      {panel === 'versions' ? <VersionsDrawer flowKey={flowKey} onClose={onClose} readOnly={readOnly} /> : null}
    </section>
  );
}
