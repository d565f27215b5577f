import { Badge, Container, Skeleton, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import type { Mention } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { ErrorState } from '@patchbay/ui';
import type { JSX } from 'react';
import { Link } from 'react-router';
import { useMentions } from './use-mentions.ts';

/** What others said to the one who is signed in, newest first. */
export function MentionsPage(): JSX.Element {
  const t = useTexts('together');
  const mentions = useMentions();
  return (
    <Container size="md" py="lg">
      <Title order={1} size="h3" mb="md">
        {t('mentions')}
      </Title>
      {mentions.isError ? (
        <ErrorState error={mentions.error} retry={() => void mentions.refetch()} />
      ) : mentions.isPending ? (
        <Stack>
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} h={64} />
          ))}
        </Stack>
      ) : mentions.data.mentions.length === 0 ? (
        <Stack gap={4}>
          <Text>{t('nobodyMentionedYou')}</Text>
          <Text size="sm" c="dimmed">
            {t('nobodyMentionedYouHint')}
          </Text>
        </Stack>
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0}>
          {mentions.data.mentions.map((mention) => (
            <li key={mention.commentId} className="pb-plain-item">
              <Row mention={mention} />
            </li>
          ))}
        </Stack>
      )}
    </Container>
  );
}

function Row({ mention }: { mention: Mention }): JSX.Element {
  const t = useTexts('together');
  const { flowKey, flowName, threadId, authorName, body, createdAt, unread } = mention;
  return (
    <UnstyledButton component={Link} to={`/flows/${flowKey}?thread=${threadId}`} className="pb-mention">
      <Text size="sm" fw={unread ? 600 : 400}>
        {t('saidTo', { name: authorName, flow: flowName })} {unread ? <Badge size="xs">{t('newForYou')}</Badge> : null}
      </Text>
      <Text size="sm" lineClamp={2} dir="auto">
        {body}
      </Text>
      <Text size="xs" c="dimmed">
        {formatDateTime(createdAt)}
      </Text>
    </UnstyledButton>
  );
}
