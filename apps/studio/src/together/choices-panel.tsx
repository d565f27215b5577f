import { Badge, Button, Group, Paper, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useSession } from '../api/session.tsx';
import { itemOf } from '../canvas/item-ids.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import type { Choice } from './choice.ts';
import { readablePair } from './readable-value.ts';

/** Edits that met those of others and could not be put together: both are shown, and one is chosen. */
export function ChoicesPanel(): JSX.Element | null {
  const t = useTexts('together');
  const choices = useEditorState((state) => state.choices);
  if (choices.length === 0) return null;
  return (
    <Paper component="section" className="pb-choices" withBorder shadow="md" p="sm" aria-labelledby="pb-choices-title">
      <div role="status">
        <Title order={2} size="h5" id="pb-choices-title" mb="xs">
          {t('choices', { count: choices.length })}
        </Title>
      </div>
      <ScrollArea.Autosize mah="50vh" type="auto">
        <Stack gap="md" component="ul" m={0} p={0}>
          {choices.map((choice) => (
            <li key={choice.unit} className="pb-plain-item">
              <ChoiceCard choice={choice} />
            </li>
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Paper>
  );
}

/** What happened; `oneself`: it was another tab of one's own. */
function useTitle({
  choice: { kind, by, node = '', nodeId = '', into },
  oneself,
}: {
  choice: Choice;
  oneself: boolean;
}): string {
  const t = useTexts('together');
  const name = by ?? t('anotherPerson');
  switch (kind) {
    case 'value':
      return oneself ? t('youChangedItElsewhere') : t('bothChanged', { name });
    case 'kept':
      if (into !== undefined) return t('theyChangedWhatYouMoved', { name, node, subflow: into });
      return oneself ? t('youChangedElsewhereWhatYouDeleted') : t('theyChangedWhatYouDeleted', { name });
    case 'taken':
    case 'written': {
      if (into !== undefined) return t(oneself ? 'youMovedElsewhere' : 'theyMoved', { name, node, subflow: into });
      const of = itemOf(nodeId).kind;
      if (kind === 'written' && of === 'note')
        return oneself ? t('youDeletedTheNoteElsewhere') : t('theyDeletedTheNote', { name });
      if (kind === 'written' && of === 'frame')
        return oneself ? t('youDeletedTheFrameElsewhere') : t('theyDeletedTheFrame', { name });
      if (oneself) return node === '' ? t('youDeletedItElsewhere') : t('youDeletedElsewhere', { node });
      return kind === 'taken' ? t('theyDeletedWhatYouChanged', { name }) : t('theyDeletedMeanwhile', { name, node });
    }
    default:
      return kind satisfies never;
  }
}

function ChoiceCard({ choice }: { choice: Choice }): JSX.Element {
  const t = useTexts('together');
  const { store, reveal } = useEditorCore();
  const exists = useEditorState(({ document }) => document.nodes.some((node) => node.id === choice.nodeId));
  const { kind, unit, stands, mine, theirs } = choice;
  const isBesideNodes = choice.nodeId !== undefined && itemOf(choice.nodeId).kind !== 'node';
  const isGone = kind === 'taken' || kind === 'written';
  const leave = t(choice.into === undefined ? 'leaveItDeleted' : 'leaveItThere');
  // In another tab or window.
  const { user } = useSession();
  const oneself = user !== undefined && choice.byUser === user.id;
  const name = oneself ? t('yourOtherTab') : (choice.by ?? t('anotherPerson'));
  const read = readablePair(mine, theirs);
  const title = useTitle({ choice, oneself });
  const decide = (one: 'mine' | 'theirs') => {
    store.choose({ unit, stands: one });
    // Who was writing goes on there.
    if (kind === 'written' && one === 'mine' && choice.nodeId !== undefined) reveal(choice.nodeId);
  };
  return (
    <Stack gap={6}>
      <Text size="sm">{title}</Text>
      {kind === 'written' ? (
        // A node is known by its name, a note or a frame by what it says.
        isBesideNodes ? (
          <Text size="sm" className="pb-choice-value">
            {choice.node}
          </Text>
        ) : null
      ) : (
        <>
          <Side
            title={t('asYouHadIt')}
            label={choice.mineLabel}
            value={mine === undefined ? undefined : read.mine}
            stands={stands === 'mine'}
          />
          <Side
            title={t('asTheyHaveIt', { name })}
            label={choice.theirsLabel}
            value={theirs === undefined ? undefined : read.theirs}
            stands={stands === 'theirs'}
          />
        </>
      )}
      <Group gap="xs">
        <Button size="compact-sm" variant="light" onClick={() => decide('mine')}>
          {isGone ? t('bringItBack') : kind === 'kept' ? leave : t('keepMine')}
        </Button>
        <Button size="compact-sm" variant="light" onClick={() => decide('theirs')}>
          {isGone ? leave : kind === 'kept' ? t('bringItBackAsTheyHaveIt', { name }) : t('keepTheirs', { name })}
        </Button>
        {exists && choice.nodeId !== undefined ? (
          <Button size="compact-sm" variant="subtle" onClick={() => reveal(choice.nodeId ?? '')}>
            {t('goTo')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}

function Side({
  title,
  label,
  value,
  stands,
}: {
  title: string;
  label: string;
  value: string | undefined;
  stands: boolean;
}): JSX.Element {
  const t = useTexts('together');
  return (
    <div className="pb-choice-side">
      <Group gap={6} justify="space-between">
        <Text size="xs" c="dimmed">
          {title} · {localise(label)}
        </Text>
        {stands ? (
          <Badge size="xs" variant="light">
            {t('isInTheFlowNow')}
          </Badge>
        ) : null}
      </Group>
      {value === undefined ? null : (
        <Text size="sm" className="pb-choice-value">
          {value || t('empty')}
        </Text>
      )}
    </div>
  );
}
