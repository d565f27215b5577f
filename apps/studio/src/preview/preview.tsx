import { Button, Center, Group, Loader, SegmentedControl, Text, useComputedColorScheme } from '@mantine/core';
import { type ChatEvent, MAX_FILES, previewEventSchema } from '@patchbay/api-contract';
import { createChatClient } from '@patchbay/api-contract/chat';
import { ConversationView, useConversation, viewTexts } from '@patchbay/conversation-view';
import { uploadRules } from '@patchbay/flow-spec';
import { language, useTexts } from '@patchbay/texts';
import { IconRefresh } from '@tabler/icons-react';
import { type JSX, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client, csrfHeaders, WORKSPACE } from '../api/session.tsx';
import { useDebug, useDebugState } from '../debug/debug-context.ts';
import { DebugBar } from '../debug/debug-bar.tsx';
import type { TestTab } from '../debug/debug-store.ts';
import { forgetIfGone, keptPreview, previewCredentials } from '../debug/kept-preview.ts';
import { useIsOfDraft } from '../debug/use-is-of-draft.ts';
import { useLitPath } from '../debug/use-lit-path.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { leaveForm } from '../inspector/leave-form.ts';
import { TestsPanel } from '../tests/tests-panel.tsx';
import { NodeData } from '../trace/node-data.tsx';
import { StepsPanel } from '../trace/steps-panel.tsx';
import { VariablesPanel } from '../trace/variables-panel.tsx';

interface Props {
  flowKey: string;
  flush(): Promise<void>;
  /** Whether it is seen: a test goes on when it is not. */
  shown: boolean;
}

/** A conversation with the draft as it stands, with its path lit on the canvas. */
export function Preview({ flowKey, flush, shown }: Props): JSX.Element {
  const t = useTexts('preview');
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void Promise.allSettled([flush().catch(notifyError), lookForKept(flowKey)]).then(() => setReady(true));
  }, [flush, flowKey]);
  if (!ready) {
    return (
      <Center h={160}>
        <Loader size="sm" aria-label={t('saving')} />
      </Center>
    );
  }
  return <PreviewConversation flowKey={flowKey} flush={flush} shown={shown} />;
}

// A test lives in the process that began it: one that is gone is not asked for again.
async function lookForKept(flowKey: string): Promise<void> {
  const id = keptPreview(flowKey);
  if (id !== undefined)
    await client
      .call('readDebug', { params: { key: flowKey, id } })
      .catch((error: unknown) => forgetIfGone({ flowKey, error }));
}

function PreviewConversation({ flowKey, flush, shown: isSeen }: Props): JSX.Element {
  const t = useTexts('preview');
  const debug = useDebug().store;
  const { store } = useEditor();
  const document = useEditorState((state) => state.document);
  const isOfDraft = useIsOfDraft();
  const dark = useComputedColorScheme('light') === 'dark';
  const texts = useMemo(() => viewTexts(language()), []);
  const { settings } = document;
  const uploads = useMemo(() => uploadRules({ settings, maxFiles: MAX_FILES }), [settings]);
  const steps = useDebugState((view) => view.steps);
  const wanted = useDebugState((view) => view.wanted);
  const shown = useDebugState((view) => view.tab);
  const chat = useMemo(
    () =>
      createChatClient({
        baseUrl: `/api/v1/workspaces/${WORKSPACE}/flows/${encodeURIComponent(flowKey)}/preview`,
        fetch: (input, init) => fetch(input, init),
        headers: csrfHeaders,
        bearer: false,
        opening: () => debug.opening(),
      }),
    [flowKey, debug],
  );
  const credentials = useMemo(
    () =>
      previewCredentials({
        flowKey,
        onChange: (id) => debug.begin(id, store.document),
      }),
    [flowKey, debug, store],
  );
  useEffect(() => debug.begin(keptPreview(flowKey)), [debug, flowKey]);
  const onEvent = useCallback(
    (event: ChatEvent) => {
      const told = previewEventSchema.safeParse(event).data;
      if (told?.type === 'trace') debug.addStep({ ...told.step, turnId: told.turnId });
      else if (told?.type === 'debug') debug.setDebug(told);
    },
    [debug],
  );
  useLitPath();
  const conversation = useConversation({
    client: chat,
    store: credentials,
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    onEvent,
  });
  const { restart } = conversation;
  const begin = useCallback(() => {
    void flush().then(restart).catch(notifyError);
  }, [flush, restart]);
  const answered = useRef(wanted);
  useEffect(() => {
    if (answered.current === wanted) return;
    answered.current = wanted;
    debug.show('chat');
    begin();
  }, [wanted, debug, begin]);
  const startOver = () => {
    debug.beginAtStart();
    begin();
  };
  return (
    <div className={dark ? 'pb-preview pb-dark' : 'pb-preview'} onKeyDown={leaveForm}>
      <div className="pb-preview-head">
        <Group justify="space-between" px="sm" py={6} wrap="nowrap">
          <Text size="xs" c="dimmed">
            {isOfDraft ? t('runsTheDraft') : t('theDraftHasChangedSince')}
          </Text>
          <Button
            size="compact-xs"
            className="pb-still"
            variant={isOfDraft ? 'subtle' : 'filled'}
            leftSection={<IconRefresh size={12} />}
            onClick={startOver}
          >
            {t('startOver')}
          </Button>
        </Group>
        <DebugBar />
        <SegmentedControl<TestTab>
          size="xs"
          mx="sm"
          mb={6}
          aria-label={t('whatIsShownOfThe')}
          value={shown}
          onChange={(tab) => debug.show(tab)}
          data={[
            { value: 'chat', label: t('chat') },
            { value: 'steps', label: steps.length > 0 ? t('stepsCount', { count: steps.length }) : t('steps') },
            { value: 'variables', label: t('variables') },
            { value: 'tests', label: t('tests') },
          ]}
        />
      </div>
      <div className="pb-preview-view" hidden={shown !== 'chat'}>
        <ConversationView conversation={conversation} texts={texts} uploads={uploads} />
      </div>
      {shown === 'steps' ? <StepsPanel /> : null}
      {shown === 'variables' ? (
        <div className="pb-preview-view">
          <VariablesPanel />
        </div>
      ) : null}
      {shown === 'tests' ? <TestsPanel flush={flush} /> : null}
      {isSeen && (shown === 'chat' || shown === 'variables') ? <NodeData of="test" onlyChosen /> : null}
    </div>
  );
}
