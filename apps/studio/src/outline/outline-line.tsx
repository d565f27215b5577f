import { VisuallyHidden } from '@mantine/core';
import { SeverityIcon } from '@patchbay/node-form';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useTexts } from '@patchbay/texts';
import { IconArrowBackUp, IconChevronDown, IconChevronRight, IconFrame, IconNote, IconPlus } from '@tabler/icons-react';
import { type JSX, memo } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { PathMark, pathStep } from '../canvas/path-mark.tsx';
import { NodeMarks } from '../debug/node-marks.tsx';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { problemInWords } from '../editor/problem-in-words.ts';
import { indentOf } from './indent-of.ts';
import type { OutlineRow } from './outline-items.ts';

interface Props {
  row: OutlineRow;
  current: boolean;
  selected: boolean;
  summary: string | undefined;
  /** Whether the port has a path. */
  leadsOn: boolean;
  onFocus(row: OutlineRow): void;
  onFold(row: OutlineRow, open: boolean): void;
  onAdd: ((row: OutlineRow) => void) | undefined;
}

/** One line of the outline; drawn anew only where something of it changes. */
export const OutlineLine = memo(function OutlineLine(props: Props): JSX.Element {
  const { row, current, selected, summary, leadsOn, onFocus, onFold, onAdd } = props;
  const t = useTexts('outline');
  const onPath = useTexts('canvas');
  const { store } = useEditorCore();
  const problems = useEditorState((state) => (row.kind === 'node' ? state.problems.get(row.id) : undefined));
  const step = useEditorState(({ path }) => (row.kind === 'node' ? pathStep({ path, id: row.id }) : undefined));
  const definition = row.type === undefined ? undefined : nodeRegistry.get(row.type);
  const { steps, depth } = indentOf(row.level);
  const worst = problems?.find((problem) => problem.severity === 'error') ?? problems?.[0];
  return (
    <div
      role="treeitem"
      data-key={row.key}
      data-kind={row.kind}
      className="pb-outline-line"
      tabIndex={current ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-selected={selected}
      {...(row.open === undefined ? {} : { 'aria-expanded': row.open })}
      style={{ paddingInlineStart: `calc(${steps} * var(--pb-outline-step) + 8px)` }}
      onClick={() => onFocus(row)}
    >
      {depth === undefined ? null : (
        <span className="pb-outline-depth" aria-hidden="true" title={t('depth', { depth })}>
          {depth}
        </span>
      )}
      <span className="pb-outline-fold" aria-hidden="true" onClick={() => onFold(row, !row.open)}>
        {row.open === undefined ? null : row.open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
      </span>
      {row.kind === 'node' ? (
        <span className="pb-node-icon" data-colour={GROUP_COLOURS[definition?.group ?? '']}>
          <NodeIcon name={definition?.icon} size={14} />
          {step ? <PathMark step={step} silent /> : null}
        </span>
      ) : null}
      {row.kind === 'note' ? <IconNote size={14} aria-label={t('note')} /> : null}
      {row.kind === 'frame' ? <IconFrame size={14} aria-label={t('frame')} /> : null}
      {row.kind === 'goto' ? <IconArrowBackUp size={14} aria-hidden="true" /> : null}
      <span className="pb-outline-label">
        {row.kind === 'goto' ? t('goesOnAtLabel', { label: row.label }) : row.label}
        {row.kind === 'port' && !leadsOn ? <span className="pb-outline-open"> {t('leadsNowhere')}</span> : null}
      </span>
      {step ? <VisuallyHidden> {onPath(`path_${step}`)} </VisuallyHidden> : null}
      {row.kind === 'node' ? <NodeMarks nodeId={row.id} /> : null}
      {summary ? <span className="pb-outline-summary">{summary}</span> : null}
      {worst ? (
        <span className={worst.severity === 'error' ? 'pb-outline-error' : 'pb-outline-warning'}>
          <SeverityIcon severity={worst.severity} />
          <span>{problemInWords({ document: store.document, problem: worst })}</span>
        </span>
      ) : null}
      {onAdd && (row.kind === 'node' || row.kind === 'port') ? (
        <span
          className="pb-outline-add"
          aria-hidden="true"
          title={t('addWhatComesNextA')}
          onClick={(event) => {
            event.stopPropagation();
            onAdd(row);
          }}
        >
          <IconPlus size={14} />
        </span>
      ) : null}
    </div>
  );
}, isSame);

// A row is made anew with the tree; it is the same where it says the same.
function isSame({ row, ...before }: Props, { row: next, ...after }: Props): boolean {
  const { children: _, ...own } = row;
  const { children: __, ...other } = next;
  return sameValues(own, other) && sameValues(before, after);
}

function sameValues<Values extends object>(before: Values, after: Values): boolean {
  return Object.keys({ ...before, ...after }).every((key) =>
    Object.is(Reflect.get(before, key), Reflect.get(after, key)),
  );
}
