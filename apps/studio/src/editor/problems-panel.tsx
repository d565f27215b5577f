import { Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { focusCanvas } from '../canvas/focus-canvas.ts';
import { leaveForm } from '../inspector/leave-form.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { isFocusLost } from '../shell/hold-focus.ts';
import { LongList } from '../shell/long-list.tsx';
import { useTexts } from '@patchbay/texts';
import type { FlowProblem } from '@patchbay/flow-spec';
import { useEditor, useEditorState } from './editor-context.ts';
import { placeInWords } from './place-in-words.ts';
import { problemInWords } from './problem-in-words.ts';
import { QuickFixButtons } from './quick-fix-buttons.tsx';

/** Pixels that a problem takes before it was drawn. */
const HEIGHT = 76;

/** Everything that is wrong, errors first; a click leads to it. One stop of Tab: the arrows go from problem to problem, Tab to what mends one. */
export function ProblemsPanel(): JSX.Element {
  const t = useTexts('editor');
  const { problems, reveal, readOnly } = useEditor();
  const document = useEditorState((state) => state.document);
  const all = useMemo(() => {
    const found = [...problems.values()].flat();
    return found.sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
  }, [problems]);
  const [at, setAt] = useState(0);
  const active = Math.max(0, Math.min(at, all.length - 1));
  const list = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const within = useRef(false);
  useEffect(() => {
    // What has the focus may be mended, and gone with what mended it.
    const lost = within.current && isFocusLost();
    if (!moved.current && !lost) return;
    moved.current = false;
    const next = list.current?.querySelector<HTMLElement>('.pb-problem[tabindex="0"]');
    if (next) return next.focus({ preventScroll: true });
    within.current = false;
    focusCanvas();
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    leaveForm(event);
    const last = all.length - 1;
    const to = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0), Home: 0, End: last }[
      event.key
    ];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setAt(to);
    moved.current = true;
  };
  const nameOf = (id: string | null) => {
    const node = document.nodes.find((one) => one.id === id);
    return node ? (node.label ?? nodeRegistry.get(node.type)?.title ?? node.type) : t('flow');
  };
  const placeOf = ({ nodeId, path }: FlowProblem) => {
    const place = placeInWords({ document, nodeId, path });
    return place && ` · ${place}`;
  };
  if (all.length === 0) {
    return (
      <Stack align="center" p="xl" gap="xs">
        <IconCircleCheck size={32} color="var(--mantine-color-teal-6)" />
        <Text size="sm" c="dimmed" ta="center">
          {t('nothingIsWrongTheFlow')}
        </Text>
      </Stack>
    );
  }
  return (
    <LongList
      ref={list}
      role="list"
      aria-label={t('problems')}
      className="pb-problems"
      itemRole="listitem"
      items={all}
      active={active}
      keyOf={(problem) => `${problem.nodeId} ${problem.path} ${problem.code}`}
      heightOf={() => HEIGHT}
      onKeyDown={onKeyDown}
      onFocus={() => {
        within.current = true;
      }}
      onBlur={() => {
        within.current = false;
      }}
      draw={(problem, index) => (
        <div onFocus={() => setAt(index)}>
          <UnstyledButton
            className="pb-problem"
            tabIndex={index === active ? 0 : -1}
            onClick={() => reveal(problem.nodeId ?? undefined, problem.path)}
          >
            <Group gap="xs" wrap="nowrap" align="flex-start">
              {problem.severity === 'error' ? (
                <IconAlertCircle size={16} className="pb-fault" aria-label={t('error')} />
              ) : (
                <IconAlertTriangle size={16} className="pb-warning" aria-label={t('warning')} />
              )}
              <div>
                <Text size="sm">{problemInWords({ document, problem, beside: true })}</Text>
                <Text size="xs" c="dimmed">
                  {nameOf(problem.nodeId)}
                  {placeOf(problem)}
                </Text>
              </div>
            </Group>
          </UnstyledButton>
          {readOnly ? null : <QuickFixButtons problem={problem} tabIndex={index === active ? 0 : -1} />}
        </div>
      )}
    />
  );
}
