import { Alert, Button, Checkbox, Group, Loader, Stack, Text } from '@mantine/core';
import type { ReplayPlan, ReplayResult } from '@patchbay/api-contract';
import { type FlowDocument, parseFlowDocument } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { ErrorState } from '@patchbay/ui';
import { IconSitemap } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { type JSX, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { client, useSession, WORKSPACE } from '../api/session.tsx';
import { EditorStore } from '../editor/editor-store.ts';
import { PastSkeleton } from '../shell/canvas-skeleton.tsx';
import { focusWhenDrawn } from '../shell/focus-when-drawn.ts';
import { WholeError } from '../shell/whole-error.tsx';
import { saveKeptEdits } from '../together/save-kept-edits.ts';
import { CanvasFrame } from './canvas-frame.tsx';
import { Comparison } from './comparison.tsx';
import { namesThenAndNow } from './names-then-and-now.ts';
import { PinnedInDraft } from './pinned-in-draft.tsx';
import { pathOf } from './path-of.ts';

/** The messages of a past conversation, said to the draft: what went another way is marked on its canvas and listed. Edits that this browser has kept are saved first. */
export function ReplayPage(): JSX.Element {
  const { id = '' } = useParams();
  const { user } = useSession();
  const userId = user?.id ?? '';
  const trace = useQuery({
    queryKey: ['conversation-trace', id],
    queryFn: async () => (await client.call('conversationTrace', { params: { id } })).data,
  });
  const flow = trace.data?.flow;
  const draft = useQuery({
    queryKey: ['replayed-draft', flow],
    enabled: flow !== undefined,
    gcTime: 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const flowKey = flow ?? '';
      await saveKeptEdits({ client, workspace: WORKSPACE, flowKey, userId });
      const parsed = parseFlowDocument((await client.call('readDraft', { params: { key: flowKey } })).data);
      if (!parsed.ok) throw new Error(parsed.issues[0]?.message ?? '');
      return parsed.value;
    },
  });
  const store = useMemo(
    () => (draft.data ? new EditorStore({ document: draft.data, revision: 0 }) : undefined),
    [draft.data],
  );
  const path = useMemo(() => pathOf(trace.data ?? { runs: [], flow: '' }), [trace.data]);
  const past = useMemo(() => {
    const parsed = parseFlowDocument(trace.data?.document);
    return parsed.ok ? parsed.value : undefined;
  }, [trace.data]);
  const failed = trace.error ?? draft.error;
  if (failed)
    return (
      <WholeError
        error={failed}
        retry={() => void trace.refetch().then(() => draft.refetch())}
        missing={trace.error ? 'conversation' : 'flow'}
      />
    );
  if (!store || flow === undefined) return <PastSkeleton />;
  return (
    <ReactFlowProvider key={`replay ${id}`}>
      <Replay id={id} flow={flow} store={store} path={path} past={past} />
    </ReactFlowProvider>
  );
}

interface ReplayProps {
  id: string;
  flow: string;
  store: EditorStore;
  path: ReadonlySet<string>;
  /** The flow as it was then; undefined where that version is no more. */
  past: FlowDocument | undefined;
}

function Replay({ id, flow, store, path, past }: ReplayProps): JSX.Element {
  const t = useTexts('conversations');
  const navigate = useNavigate();
  const plan = useQuery({
    queryKey: ['replay-plan', id],
    gcTime: 0,
    queryFn: async () => (await client.call('planReplay', { params: { id } })).data,
  });
  const replay = useMutation({
    mutationFn: async (live: boolean): Promise<ReplayResult> =>
      (await client.call('replayConversation', { params: { id }, body: { live } })).data,
    onError: (error) => notifyError(error),
  });
  const again = () => {
    replay.reset();
    focusWhenDrawn('.pb-replay');
  };
  return (
    <CanvasFrame
      store={store}
      flowKey={flow}
      title={t('replayTitle', { flow: store.document.name })}
      path={path}
      back={`/conversations/${id}/canvas`}
      actions={
        <Button
          variant="default"
          leftSection={<IconSitemap size={16} />}
          className="pb-folds"
          aria-label={t('openTheDraft')}
          onClick={() => void navigate(`/flows/${flow}`)}
        >
          {t('openTheDraft')}
        </Button>
      }
      side={
        replay.data ? (
          <Comparison result={replay.data} past={past} again={again} />
        ) : (
          <Stack p="md">
            {plan.isError ? <ErrorState error={plan.error} retry={() => void plan.refetch()} /> : null}
            {plan.isPending ? <Loader size="sm" aria-label={t('loadingTheConversation')} /> : null}
            {plan.data ? (
              <Before
                plan={plan.data}
                nameOf={namesThenAndNow({ draft: store.document, past })}
                busy={replay.isPending}
                onReplay={(live) => replay.mutate(live)}
              />
            ) : null}
          </Stack>
        )
      }
    />
  );
}

/** What a replay will do, before it does. */
function Before({
  plan,
  nameOf,
  busy,
  onReplay,
}: {
  plan: ReplayPlan;
  nameOf(id: string): string;
  busy: boolean;
  onReplay(live: boolean): void;
}): JSX.Element {
  const t = useTexts('conversations');
  const [live, setLive] = useState(false);
  return (
    <>
      <Text size="sm">{plan.turns === 0 ? t('replayOfNoTurn') : t('replayExplained', { count: plan.turns })}</Text>
      {plan.traced ? null : (
        <Alert color="yellow" role="note">
          {t('traceIsGone')}
        </Alert>
      )}
      {plan.pinned.length > 0 ? (
        <Text size="sm">{t('standIn', { count: plan.pinned.length, names: plan.pinned.map(nameOf).join(', ') })}</Text>
      ) : null}
      <PinnedInDraft names={plan.pinnedInDraft.map(nameOf)} />
      {plan.cut ? (
        <Alert color="yellow" role="note">
          {t('standInInPart', { names: plan.cut.join(', ') })}
        </Alert>
      ) : null}
      {plan.leaves.length === 0 ? (
        <Alert color="teal" role="note">
          {t('nothingLeaves')}
        </Alert>
      ) : (
        <Alert color={live ? 'orange' : 'blue'} role="note" title={live ? t('reallyLeaves') : t('wouldLeave')}>
          <ul className="pb-leaves">
            {plan.leaves.map((one) => (
              <li key={one.nodeId}>
                {nameOf(one.nodeId)}
                {one.effect === 'write' ? ` (${t('mayChangeThings')})` : ''}
              </li>
            ))}
          </ul>
          <Text size="sm" mb="xs">
            {live ? t('reallyLeavesExplained') : t('wouldLeaveExplained')}
          </Text>
          <Checkbox
            label={t('letThemCall')}
            checked={live}
            onChange={(event) => setLive(event.currentTarget.checked)}
          />
        </Alert>
      )}
      <Group>
        <Button className="pb-replay" loading={busy} onClick={() => onReplay(live)}>
          {t('replay')}
        </Button>
      </Group>
    </>
  );
}
