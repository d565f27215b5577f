import { Alert, Anchor, Button, Group, List, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { ApiError, type FlowSummary } from '@patchbay/api-contract';
import { localise, Trans, useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, JSX } from 'react';
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
  const publish = useMutation({
    mutationFn: async () => {
      await flush();
      return (
        await client.call('publishFlow', { params: { key: flowKey }, body: { ...(note ? { note } : {}), address } })
      ).data;
    },
    onSuccess: () => {
      forget();
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['flows'] }),
        queries.invalidateQueries({ queryKey: ['versions', flowKey] }),
      ]);
    },
  });
  const issues = publish.error instanceof ApiError ? (publish.error.problem.issues ?? []) : [];
  const refused = issues.find((issue) => issue.path === 'address');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate();
  };
  if (publish.data) {
    const link = `/c/${publish.data.address}`;
    return (
      <Modal opened onClose={onClose} title={t('published')}>
        <Stack>
          <Text>
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
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('close')}
            </Button>
            <Button component="a" href={link} target="_blank" rel="noreferrer" data-autofocus>
              {t('openTheChatPage')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('publish')}>
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            label={t('address')}
            description={t('theChatPageIsOrigin', { origin: window.location.origin, address })}
            required
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
          {publish.isError && !refused ? (
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
    </Modal>
  );
}
