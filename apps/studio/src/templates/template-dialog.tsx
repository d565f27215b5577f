import { Badge, Button, Group, List, Modal, Select, Stack, Text, Title, useComputedColorScheme } from '@mantine/core';
import { ConversationView, viewTexts } from '@patchbay/conversation-view';
import { type FlowTemplate, type TemplateLanguage, templateIn } from '@patchbay/templates';
import { language, useTexts } from '@patchbay/texts';
import { ErrorState } from '@patchbay/ui';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useMemo, useState } from 'react';
import { z } from 'zod';
import { readOnlyConversation } from '../conversations/read-only-conversation.ts';
import { FlowPicture } from './flow-picture.tsx';

interface Props {
  template: FlowTemplate;
  onClose(): void;
  /** Undefined for those who may not make flows. */
  onUse: (() => void) | undefined;
  using: boolean;
}

/** A template before it is used: what it needs, what to adapt, and the conversations that it passes, as a chat page shows them. */
export function TemplateDialog({ template, onClose, onUse, using }: Props): JSX.Element {
  const t = useTexts('templates');
  const spoken = language();
  const shown = useMemo(() => templateIn({ template, language: spoken }), [template, spoken]);
  const [number, setNumber] = useState('0');
  return (
    <Modal opened onClose={onClose} size={1040} title={shown.title}>
      <div className="pb-template">
        <Stack gap="md">
          <Text size="sm">{shown.summary}</Text>
          <FlowPicture document={shown.document} whole />
          {shown.needs.length === 0 ? (
            <Badge variant="light" color="teal">
              {t('worksAtOnce')}
            </Badge>
          ) : (
            <Points title={t('needs')} points={shown.needs} />
          )}
          <Points title={t('adapt')} points={shown.adapt} />
          <Text size="sm" c="dimmed">
            {t('languages', { count: shown.document.nodes.length })}
          </Text>
          <Group>
            <Button disabled={!onUse} loading={using} onClick={onUse}>
              {t('useThis')}
            </Button>
          </Group>
        </Stack>
        <Stack gap="xs" miw={0}>
          <Title order={3} size="h5">
            {t('conversations')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('conversationHint')}
          </Text>
          <Select
            aria-label={t('conversation')}
            data={shown.tests.map(({ name }, index) => ({ value: String(index), label: name }))}
            value={number}
            allowDeselect={false}
            onChange={(value) => setNumber(value ?? '0')}
          />
          <Talk
            template={template}
            number={Number(number)}
            spoken={spoken}
            own={shown.document.settings?.texts ?? {}}
          />
        </Stack>
      </div>
    </Modal>
  );
}

function Points({ title, points }: { title: string; points: readonly string[] }): JSX.Element {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {points.map((point) => (
          <List.Item key={point}>{point}</List.Item>
        ))}
      </List>
    </div>
  );
}

const transcriptsSchema = z.record(
  z.string(),
  z.record(z.string(), z.array(z.array(z.looseObject({ type: z.string() })))),
);
const kept = { at: '2026-11-24T12:00:00.000Z', episode: 1, turnId: null };

interface TalkProps {
  template: FlowTemplate;
  number: number;
  spoken: TemplateLanguage;
  own: Parameters<typeof viewTexts>[1];
}

function Talk({ template, number, spoken, own }: TalkProps): JSX.Element {
  const t = useTexts('templates');
  const dark = useComputedColorScheme('light') === 'dark';
  const talks = useQuery({
    queryKey: ['template-transcripts'],
    queryFn: async () => transcriptsSchema.parse((await import('@patchbay/templates/transcripts.json')).default),
    staleTime: Infinity,
  });
  const events = talks.data?.[template.key]?.[spoken]?.[number];
  const conversation = useMemo(
    () =>
      readOnlyConversation({
        events: (events ?? []).map((event, index) => ({ ...kept, ...event, seq: index + 1 })),
        download: () => Promise.reject(new Error('no files')),
      }),
    [events],
  );
  const texts = useMemo(() => viewTexts(spoken, own), [spoken, own]);
  if (talks.isError) return <ErrorState error={talks.error} retry={() => void talks.refetch()} />;
  return (
    <div
      className={dark ? 'pb-template-talk pb-dark' : 'pb-template-talk'}
      aria-label={t('conversation')}
      role="region"
    >
      {events ? <ConversationView key={number} conversation={conversation} texts={texts} readOnly /> : null}
    </div>
  );
}
