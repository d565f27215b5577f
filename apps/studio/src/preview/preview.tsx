import { Button, Center, Group, Loader, Text, useComputedColorScheme } from '@mantine/core';
import type { ChatEvent } from '@patchbay/api-contract';
import {
  ConversationView,
  type CredentialStore,
  createChatTransport,
  useConversation,
  viewTexts,
} from '@patchbay/conversation-view';
import { IconRefresh } from '@tabler/icons-react';
import { type JSX, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { csrfHeaders, WORKSPACE } from '../api/session.tsx';
import type { EditorValue } from '../editor/editor-context.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';

interface Props {
  flowKey: string;
  flush(): Promise<void>;
  onPath(path: EditorValue['path']): void;
}

/** A conversation with the draft as it stands, with its path lit on the canvas. */
export function Preview({ flowKey, flush, onPath }: Props): JSX.Element {
  const [saved, setSaved] = useState(false);
  useEffect(() => {
    void flush().finally(() => setSaved(true));
    return () => onPath({ visited: new Set(), current: undefined });
  }, [flush, onPath]);
  if (!saved) {
    return (
      <Center h={160}>
        <Loader size="sm" aria-label="Saving" />
      </Center>
    );
  }
  return <PreviewConversation flowKey={flowKey} flush={flush} onPath={onPath} />;
}

function PreviewConversation({ flowKey, flush, onPath }: Props): JSX.Element {
  const { store } = useEditor();
  const document = useEditorState((state) => state.document);
  const [begun, setBegun] = useState(store.document);
  const dark = useComputedColorScheme('light') === 'dark';
  const texts = useMemo(() => viewTexts('en'), []);
  const visited = useRef(new Set<string>());
  const transport = useMemo(
    () =>
      createChatTransport({
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
        visited.current = new Set([...visited.current, step]);
        onPath({ visited: visited.current, current: step });
      }
      if (event.type === 'turn.completed' && event.waitingFor)
        onPath({ visited: visited.current, current: event.waitingFor.nodeId });
    },
    [onPath],
  );
  const conversation = useConversation({
    transport,
    store: credentials,
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    onEvent,
  });
  const restart = () => {
    visited.current = new Set();
    onPath({ visited: visited.current, current: undefined });
    setBegun(store.document);
    void flush().finally(conversation.restart);
  };
  return (
    <div className={dark ? 'pb-preview pb-dark' : 'pb-preview'}>
      <Group justify="space-between" px="sm" py={6} wrap="nowrap">
        <Text size="xs" c="dimmed">
          {document === begun ? 'Runs the draft.' : 'The draft has changed since this began.'}
        </Text>
        <Button
          size="compact-xs"
          variant={document === begun ? 'subtle' : 'filled'}
          leftSection={<IconRefresh size={12} />}
          onClick={restart}
        >
          Start over
        </Button>
      </Group>
      <div className="pb-preview-view">
        <ConversationView conversation={conversation} texts={texts} />
      </div>
    </div>
  );
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

// The preview tells its steps beside the events of a chat.
function stepOf(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('type' in event) || event.type !== 'trace' || !('step' in event))
    return undefined;
  const { step } = event;
  return typeof step === 'object' && step !== null && 'nodeId' in step && typeof step.nodeId === 'string'
    ? step.nodeId
    : undefined;
}
