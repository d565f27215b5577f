import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type FlowTemplate, flowTemplates } from '@patchbay/templates';
import { Page } from '@patchbay/ui';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Link, useNavigate } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { FlowPicture } from './flow-picture.tsx';

const groups: Record<FlowTemplate['group'], string> = {
  troubleshooting: 'Guided troubleshooting',
  requests: 'Requests',
  security: 'Security',
  answers: 'Answers',
};

/** Flows to begin with, each with a picture of it and what it needs. */
export function TemplatesPage(): JSX.Element {
  return (
    <Page
      title="Templates"
      hint="Whole flows to begin with. Take one, change what you like, try it, publish it."
      actions={
        <Button component={Link} to="/flows" variant="default" leftSection={<IconArrowLeft size={16} />}>
          All flows
        </Button>
      }
    >
      <Stack gap="xl">
        {Object.entries(groups).map(([group, title]) => (
          <section key={group} aria-label={title}>
            <Title order={2} size="h4" mb="sm">
              {title}
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
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { role } = useSession();
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  const use = useMutation({
    mutationFn: async () => {
      const key = freeKey({ stem: template.key, taken: flows.data?.map((flow) => flow.key) ?? [] });
      await client.call('createFlow', { body: { ...template.document, key } });
      return key;
    },
    onSuccess: async (key) => {
      await queries.invalidateQueries({ queryKey: ['flows'] });
      await navigate(`/flows/${key}`);
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Card withBorder padding="md" component="article" aria-label={template.title}>
      <Card.Section className="pb-template-picture" inheritPadding py="sm">
        <FlowPicture document={template.document} />
      </Card.Section>
      <Stack gap={6} mt="sm" flex={1}>
        <Text fw={600} component="h3" m={0}>
          {template.title}
        </Text>
        <Text size="sm" c="dimmed">
          {template.summary}
        </Text>
        <Group gap={6}>
          {template.needs.length === 0 ? (
            <Badge variant="light" color="teal" size="sm">
              Works at once
            </Badge>
          ) : (
            template.needs.map((need) => (
              <Text key={need} size="xs" c="dimmed">
                Needs: {need}
              </Text>
            ))
          )}
        </Group>
      </Stack>
      <Button
        mt="md"
        variant="light"
        disabled={role !== 'admin' && role !== 'editor'}
        loading={use.isPending}
        aria-label={`Use ${template.title}`}
        onClick={() => use.mutate()}
      >
        Use this
      </Button>
    </Card>
  );
}

function freeKey({ stem, taken }: { stem: string; taken: readonly string[] }): string {
  if (!taken.includes(stem)) return stem;
  let number = 2;
  while (taken.includes(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}
