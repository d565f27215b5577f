import { Badge, Stack, Text, UnstyledButton } from '@mantine/core';
import type { Mention } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { ErrorState, ListSkeleton, Page } from '@patchbay/ui';
import type { JSX } from 'react';
import { Link } from 'react-router';
import { useMentions } from './use-mentions.ts';

/** What others said to the one who is signed in, newest first. */
export function MentionsPage(): JSX.Element {
  const t = useTexts('together');
  const mentions = useMentions();
  return (
    <Page title={t('mentions')}>
      {mentions.isError ? (
        <ErrorState error={mentions.error} retry={() => void mentions.refetch()} />
      ) : mentions.isPending ? (
        <ListSkeleton />
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
    </Page>
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
