import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { testCaseSchema } from '@patchbay/api-contract';
import { type FlowTemplate, flowTemplates, templateIn } from '@patchbay/templates';
import { language, useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, lazy, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { FetchedDialog } from '../shell/fetched-dialog.tsx';
import { FlowPicture } from './flow-picture.tsx';

// It draws conversations; the gallery does without.
const TemplateDialog = lazy(() =>
  import('./template-dialog.tsx').then((module) => ({ default: module.TemplateDialog })),
);

const groups: readonly FlowTemplate['group'][] = ['troubleshooting', 'requests', 'security', 'answers'];

/** Flows to begin with, each with a picture of it and what it needs. */
export function TemplatesPage(): JSX.Element {
  const t = useTexts('templates');
  return (
    <Page
      title={t('templates')}
      hint={t('wholeFlowsToBeginWith')}
      actions={
        <Button component={Link} to="/flows" variant="default" leftSection={<IconArrowLeft size={16} />}>
          {t('allFlows')}
        </Button>
      }
    >
      <Stack gap="xl">
        {groups.map((group) => (
          <section key={group} aria-label={t(group)}>
            <Title order={2} size="h4" mb="sm">
              {t(group)}
            </Title>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
              {flowTemplates
                .filter((template) => template.group === group)
                .map((template) => (
                  <TemplateCard key={template.key} template={template} />
                ))}
            </SimpleGrid>
          </section>
        ))}
      </Stack>
    </Page>
  );
}

function TemplateCard({ template }: { template: FlowTemplate }): JSX.Element {
  const t = useTexts('templates');
  const [seen, setSeen] = useState(false);
  const spoken = language();
  const shown = useMemo(() => templateIn({ template, language: spoken }), [template, spoken]);
  const use = useTemplate(shown);
  const { mayEdit } = useSession();
  const { title } = shown;
  return (
    <Card withBorder padding="md" component="article" aria-label={title}>
      <Card.Section className="pb-template-picture" inheritPadding py="sm">
        <FlowPicture document={shown.document} />
      </Card.Section>
      <Stack gap={6} mt="sm" flex={1}>
        <Text fw={600} component="h3" m={0}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {shown.summary}
        </Text>
        {shown.needs.length === 0 ? (
          <Badge variant="light" color="teal" size="sm">
            {t('worksAtOnce')}
          </Badge>
        ) : (
          shown.needs.map((need) => (
            <Text key={need} size="xs">
              {t('needsNeed', { need })}
            </Text>
          ))
        )}
      </Stack>
      <Group mt="md" gap="xs" grow preventGrowOverflow={false}>
        <Button
          variant="light"
          disabled={!mayEdit}
          loading={use.isPending}
          aria-label={t('useTitle', { title })}
          onClick={() => use.mutate()}
        >
          {t('useThis')}
        </Button>
        <Button variant="default" aria-label={t('lookInsideTitle', { title })} onClick={() => setSeen(true)}>
          {t('lookInside')}
        </Button>
      </Group>
      {seen ? (
        <FetchedDialog onClose={() => setSeen(false)}>
          <TemplateDialog
            template={template}
            onClose={() => setSeen(false)}
            onUse={mayEdit ? () => use.mutate() : undefined}
            using={use.isPending}
          />
        </FetchedDialog>
      ) : null}
    </Card>
  );
}

/** Makes a flow of a template, in the language of the studio and with its tests, and opens it. */
function useTemplate({ document, tests }: ReturnType<typeof templateIn>) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  return useMutation({
    mutationFn: async () => {
      const key = freeKey({ stem: document.key, taken: flows.data?.map((flow) => flow.key) ?? [] });
      await client.call('createFlow', { body: { ...document, key } });
      for (const test of tests) await client.call('createTest', { params: { key }, body: testCaseSchema.parse(test) });
      return key;
    },
    onSuccess: async (key) => {
      await queries.invalidateQueries({ queryKey: ['flows'] });
      await navigate(`/flows/${key}`);
    },
    onError: (error) => notifyError(error),
  });
}

function freeKey({ stem, taken }: { stem: string; taken: readonly string[] }): string {
  if (!taken.includes(stem)) return stem;
  let number = 2;
  while (taken.includes(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}
