import { Button, Center, Group, Loader, SegmentedControl, Text, useComputedColorScheme } from '@mantine/core';
import type { ChatEvent } from '@patchbay/api-contract';
import { createChatClient } from '@patchbay/api-contract/chat';
import { ConversationView, type CredentialStore, useConversation, viewTexts } from '@patchbay/conversation-view';
import { language, useTexts } from '@patchbay/texts';
import { IconRefresh } from '@tabler/icons-react';
import { type JSX, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { csrfHeaders, WORKSPACE } from '../api/session.tsx';
import type { EditorValue } from '../editor/editor-context.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { type Step, stepOf } from '../trace/step-of.ts';
import { StepsPanel } from '../trace/steps-panel.tsx';
import { VariablesPanel } from '../trace/variables-panel.tsx';

interface Props {
  flowKey: string;
  flush(): Promise<void>;
  onPath(path: EditorValue['path']): void;
}

/** Steps of a test that are kept for reading. */
const MOST_STEPS = 2_000;

/** A conversation with the draft as it stands, with its path lit on the canvas. */
export function Preview({ flowKey, flush, onPath }: Props): JSX.Element {
  const t = useTexts('preview');
  const [saved, setSaved] = useState(false);
  useEffect(() => {
    void flush().finally(() => setSaved(true));
    return () => onPath(nowhere());
  }, [flush, onPath]);
  if (!saved) {
    return (
      <Center h={160}>
        <Loader size="sm" aria-label={t('saving')} />
      </Center>
    );
  }
  return <PreviewConversation flowKey={flowKey} flush={flush} onPath={onPath} />;
}

function PreviewConversation({ flowKey, flush, onPath }: Props): JSX.Element {
  const t = useTexts('preview');
  const { store } = useEditor();
  const document = useEditorState((state) => state.document);
  const [begun, setBegun] = useState(store.document);
  const dark = useComputedColorScheme('light') === 'dark';
  const texts = useMemo(() => viewTexts(language()), []);
  const path = useRef(nowhere());
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [shown, setShown] = useState('chat');
  const client = useMemo(
    () =>
      createChatClient({
        baseUrl: `/api/v1/workspaces/${WORKSPACE}/flows/${encodeURIComponent(flowKey)}/preview`,
        fetch: (input, init) => fetch(input, init),
        headers: csrfHeaders,
        bearer: false,
      }),
    [flowKey],
  );
  const credentials = useMemo(inMemory, []);
  const onEvent = useCallback(
    (event: ChatEvent) => {
      const step = stepOf(event);
      if (step) {
        // The turn's stream and the conversation's own both tell it.
        setSteps((before) =>
          before.some((one) => isSameVisit(one, step)) ? before : [...before.slice(1 - MOST_STEPS), step],
        );
        const { visited, given } = path.current;
        path.current = {
          visited: new Set([...visited, step.nodeId]),
          current: step.nodeId,
          given: step.config === undefined ? given : new Map([...given, [step.nodeId, step.config]]),
        };
        onPath(path.current);
      }
      if (event.type === 'turn.completed' && event.waitingFor)
        onPath({ ...path.current, current: event.waitingFor.nodeId });
    },
    [onPath],
  );
  const conversation = useConversation({
    client,
    store: credentials,
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    onEvent,
  });
  const restart = () => {
    path.current = nowhere();
    setSteps([]);
    onPath(path.current);
    setBegun(store.document);
    void flush().finally(conversation.restart);
  };
  return (
    <div className={dark ? 'pb-preview pb-dark' : 'pb-preview'}>
      <Group justify="space-between" px="sm" py={6} wrap="nowrap">
        <Text size="xs" c="dimmed">
          {document === begun ? t('runsTheDraft') : t('theDraftHasChangedSince')}
        </Text>
        <Button
          size="compact-xs"
          variant={document === begun ? 'subtle' : 'filled'}
          leftSection={<IconRefresh size={12} />}
          onClick={restart}
        >
          {t('startOver')}
        </Button>
      </Group>
      <SegmentedControl
        size="xs"
        mx="sm"
        mb={6}
        aria-label={t('whatIsShownOfThe')}
        value={shown}
        onChange={setShown}
        data={[
          { value: 'chat', label: t('chat') },
          { value: 'steps', label: steps.length > 0 ? t('stepsCount', { count: steps.length }) : t('steps') },
          { value: 'variables', label: t('variables') },
        ]}
      />
      <div className="pb-preview-view" hidden={shown !== 'chat'}>
        <ConversationView conversation={conversation} texts={texts} />
      </div>
      {shown === 'steps' ? <StepsPanel steps={steps} /> : null}
      {shown === 'variables' ? <VariablesPanel steps={steps} /> : null}
    </div>
  );
}

function nowhere(): EditorValue['path'] {
  return { visited: new Set(), current: undefined, given: new Map() };
}

function isSameVisit(one: Step, other: Step): boolean {
  return one.turnId === other.turnId && one.startedMs === other.startedMs && one.nodeId === other.nodeId;
}

function inMemory(): CredentialStore {
  let held: ReturnType<CredentialStore['read']>;
  return {
    read: () => held,
    write(credentials) {
      held = credentials;
    },
  };
}
