import { Alert, Anchor, Button, Group, List, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { ApiError, type FlowSummary } from '@patchbay/api-contract';
import { localise, Trans, useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useEffect, useRef } from 'react';
import { client } from '../api/session.tsx';
import { useDebug } from '../debug/debug-context.ts';
import { useEditor } from '../editor/editor-context.ts';
import { TestsNotice } from '../tests/tests-notice.tsx';
import { PublishIssue } from './publish-issue.tsx';
import { useKeptPublish } from './use-kept-publish.ts';

interface Props {
  flowKey: string;
  flow: FlowSummary | undefined;
  flush(): Promise<void>;
  onClose(): void;
}

/** Publishes the draft as a new version; what stands in the way is listed and leads to its node. */
export function PublishDialog({ flowKey, flow, flush, onClose }: Props): JSX.Element {
  const t = useTexts('versions');
  const { reveal, showSide } = useEditor();
  const { store: debug } = useDebug();
  const queries = useQueryClient();
  const [written, write, forget] = useKeptPublish(flowKey);
  const { note = '', address = flow?.address ?? flowKey } = written;
  const field = useRef<HTMLInputElement>(null);
  const chat = useRef<HTMLAnchorElement>(null);
  const publish = useMutation({
    mutationFn: async (body: { note?: string; address: string }) => {
      await flush();
      return (await client.call('publishFlow', { params: { key: flowKey }, body })).data;
    },
    onError: (error, { address }) => {
      const message = refusalOf(error);
      if (message !== undefined) write({ refused: { address, message } });
    },
    onSuccess: () => {
      forget();
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['flows'] }),
        queries.invalidateQueries({ queryKey: ['versions', flowKey] }),
      ]);
    },
  });
  // The field, or the link that came in its place, which a dialog gives the focus to when it opens and no more.
  useEffect(() => {
    if (publish.data) chat.current?.focus();
    else if (refusalOf(publish.error) !== undefined) field.current?.focus();
  }, [publish.data, publish.error]);
  const issues = publish.error instanceof ApiError ? (publish.error.problem.issues ?? []) : [];
  const refused = written.refused?.address === address ? written.refused : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate({ ...(note ? { note } : {}), address });
  };
  const link = `/c/${publish.data?.address ?? ''}`;
  const form = (
    <form onSubmit={onSubmit}>
      <Stack>
        <TextInput
          label={t('address')}
          description={t('theChatPageIsOrigin', { origin: window.location.origin, address })}
          required
          ref={field}
          data-autofocus
          autoFocus
          value={address}
          error={refused ? localise(refused.message) : undefined}
          onChange={(event) => write({ address: event.currentTarget.value })}
        />
        <Textarea
          label={t('whatIsNew')}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => write({ note: event.currentTarget.value })}
        />
        <TestsNotice
          onOpen={() => {
            onClose();
            debug.show('tests');
            showSide('preview');
          }}
        />
        {publish.isError && refusalOf(publish.error) === undefined ? (
          <Alert color="red" title={localise(publish.error.message)}>
            <List size="sm">
              {issues.slice(0, 10).map((issue) => (
                <List.Item key={`${issue.path} ${issue.code}`}>
                  <PublishIssue
                    issue={issue}
                    onOpen={(node) => {
                      onClose();
                      reveal(node);
                    }}
                  />
                </List.Item>
              ))}
            </List>
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={publish.isPending}>
            {t('publish')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
  return (
    <Modal opened onClose={onClose} title={publish.data ? t('published') : t('publish')}>
      {/* There before it says something, so that this is told. */}
      <Text role="status" component="div">
        {publish.data ? (
          <Trans
            t={t}
            i18nKey="versionVersionIsOnlineAt"
            values={{ version: publish.data.version }}
            components={{
              address: (
                <Anchor href={link} target="_blank" rel="noreferrer">
                  {`${window.location.origin}${link}`}
                </Anchor>
              ),
            }}
          />
        ) : null}
      </Text>
      {publish.data ? (
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
          <Button ref={chat} component="a" href={link} target="_blank" rel="noreferrer">
            {t('openTheChatPage')}
          </Button>
        </Group>
      ) : (
        form
      )}
    </Modal>
  );
}

/** Why the server refused the address; undefined where it is something else that stands in the way. */
function refusalOf(error: unknown): string | undefined {
  const issues = error instanceof ApiError ? (error.problem.issues ?? []) : [];
  return issues.find((issue) => issue.path === 'address')?.message;
}
