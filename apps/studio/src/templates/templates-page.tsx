import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type TestCase, testCaseSchema } from '@patchbay/api-contract';
import { type FlowTemplate, flowTemplates } from '@patchbay/templates';
import { localise, useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { FlowPicture } from './flow-picture.tsx';
import { TemplateConversation } from './template-conversation.tsx';

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
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { role } = useSession();
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  const use = useMutation({
    mutationFn: async () => {
      const key = freeKey({ stem: template.key, taken: flows.data?.map((flow) => flow.key) ?? [] });
      await client.call('createFlow', { body: { ...template.document, key, name: localise(template.document.name) } });
      // One that needs something from outside could not pass before it is there.
      if (template.needs.length === 0) await client.call('createTest', { params: { key }, body: testOf(template) });
      return key;
    },
    onSuccess: async (key) => {
      await queries.invalidateQueries({ queryKey: ['flows'] });
      await navigate(`/flows/${key}`);
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Card withBorder padding="md" component="article" aria-label={localise(template.title)}>
      <Card.Section className="pb-template-picture" inheritPadding py="sm">
        <FlowPicture document={template.document} />
      </Card.Section>
      <Stack gap={6} mt="sm" flex={1}>
        <Text fw={600} component="h3" m={0}>
          {localise(template.title)}
        </Text>
        <Text size="sm" c="dimmed">
          {localise(template.summary)}
        </Text>
        <Group gap={6}>
          <Text size="xs" c="dimmed">
            {t('nodesCount', { count: template.document.nodes.length })}
          </Text>
          {template.needs.length === 0 ? (
            <Badge variant="light" color="teal" size="sm">
              {t('worksAtOnce')}
            </Badge>
          ) : (
            template.needs.map((need) => (
              <Text key={need} size="xs" c="dimmed">
                {t('needsNeed', { need: localise(need) })}
              </Text>
            ))
          )}
        </Group>
      </Stack>
      <Stack mt="md" gap={4}>
        <Button
          variant="light"
          disabled={role !== 'admin' && role !== 'editor'}
          loading={use.isPending}
          aria-label={t('useTitle', { title: localise(template.title) })}
          onClick={() => use.mutate()}
        >
          {t('useThis')}
        </Button>
        <Button
          variant="subtle"
          aria-label={t('seeAConversationOf', { title: localise(template.title) })}
          onClick={() => setSeen(true)}
        >
          {t('seeAConversation')}
        </Button>
      </Stack>
      {seen ? <TemplateConversation template={template} onClose={() => setSeen(false)} /> : null}
    </Card>
  );
}

function freeKey({ stem, taken }: { stem: string; taken: readonly string[] }): string {
  if (!taken.includes(stem)) return stem;
  let number = 2;
  while (taken.includes(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

/** The conversation that the template passes, as the first test case of its flow. */
function testOf({ title, conversation }: FlowTemplate): TestCase {
  return testCaseSchema.parse({ name: localise(title), turns: conversation, pins: {}, live: false });
}
