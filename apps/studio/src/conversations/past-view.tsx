import { Alert, Button, Tabs } from '@mantine/core';
import type { Step } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { ListSkeleton } from '@patchbay/ui';
import { IconArrowsDiff, IconDeviceFloppy } from '@tabler/icons-react';
import { type JSX, lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../api/session.tsx';
import { useDebug } from '../debug/debug-context.ts';
import { useLitPath } from '../debug/use-lit-path.ts';
import { useEditorState } from '../editor/editor-context.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { formNameOf } from '../inspector/form-name-of.ts';
import { SaveTestDialog } from '../tests/save-test-dialog.tsx';
import { NodeData } from '../trace/node-data.tsx';
import { StepsPanel } from '../trace/steps-panel.tsx';
import { VariablesPanel } from '../trace/variables-panel.tsx';
import { CanvasFrame } from './canvas-frame.tsx';
import { pathOf } from './path-of.ts';
import { Transcript } from './transcript.tsx';

// Looked at seldom, and large: it has the editors of texts and scripts.
const SideForm = lazy(() => import('../inspector/side-form.tsx').then((module) => ({ default: module.SideForm })));

interface Trace {
  flow: string;
  version: number | null;
  runs: { turnId: string | null; at: string; steps: Step[] }[];
}

/** The version's canvas with the path lit, and beside it what was said, the steps and the variables. */
export function PastView({ id, store, trace }: { id: string; store: EditorStore; trace: Trace }): JSX.Element {
  const t = useTexts('conversations');
  const navigate = useNavigate();
  const { mayEdit } = useSession();
  const [saving, setSaving] = useState(false);
  const path = useMemo(() => pathOf(trace), [trace]);
  return (
    <CanvasFrame
      store={store}
      flowKey={trace.flow}
      title={t('pastTitle', { flow: store.document.name, version: trace.version ?? '' })}
      path={path}
      back={`/conversations/${id}`}
      actions={
        mayEdit ? (
          <>
            <Button
              variant="default"
              leftSection={<IconDeviceFloppy size={16} />}
              className="pb-folds"
              aria-label={t('saveAsTest')}
              onClick={() => setSaving(true)}
            >
              {t('saveAsTest')}
            </Button>
            <Button
              leftSection={<IconArrowsDiff size={16} />}
              className="pb-folds"
              aria-label={t('replayOnTheDraft')}
              onClick={() => void navigate(`/conversations/${id}/replay`)}
            >
              {t('replayOnTheDraft')}
            </Button>
          </>
        ) : null
      }
      side={<Side id={id} trace={trace} />}
    >
      {saving ? (
        <SaveTestDialog from={{ conversation: id }} flowKey={trace.flow} onClose={() => setSaving(false)} />
      ) : null}
    </CanvasFrame>
  );
}

function Side({ id, trace }: { id: string; trace: Trace }): JSX.Element {
  const t = useTexts('conversations');
  const te = useTexts('editor');
  const { store } = useDebug();
  const [tab, setTab] = useState('chat');
  const form = useEditorState((state) => formNameOf(state.selection));
  const steps = useMemo(
    () => trace.runs.flatMap((run) => run.steps.map((step) => ({ ...step, turnId: run.turnId }))),
    [trace],
  );
  useEffect(() => store.setSteps(steps), [store, steps]);
  useLitPath();
  return (
    <Tabs value={tab} onChange={(next) => setTab(next ?? 'chat')} className="pb-tabs" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="chat">{t('whatWasSaid')}</Tabs.Tab>
        <Tabs.Tab value="steps">{t('steps')}</Tabs.Tab>
        <Tabs.Tab value="variables">{t('variables')}</Tabs.Tab>
        <Tabs.Tab value="form">{te(form)}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="chat">
        <WithData>
          <Transcript id={id} />
        </WithData>
      </Tabs.Panel>
      <Tabs.Panel value="steps">
        {steps.length === 0 ? (
          <Alert m="sm" role="note">
            {t('traceIsGone')}
          </Alert>
        ) : (
          <StepsPanel />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="variables">
        <WithData>
          <VariablesPanel />
        </WithData>
      </Tabs.Panel>
      <Tabs.Panel value="form">
        <WithData>
          <Suspense fallback={<ListSkeleton />}>
            <SideForm />
          </Suspense>
        </WithData>
      </Tabs.Panel>
    </Tabs>
  );
}

/** With the data of the node that is selected below it. */
function WithData({ children }: { children: ReactNode }): JSX.Element {
  return (
    <div className="pb-with-data">
      <div>{children}</div>
      <NodeData of="past" />
    </div>
  );
}
