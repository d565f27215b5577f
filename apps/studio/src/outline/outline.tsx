import { Text } from '@mantine/core';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { graphOf } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type JSX, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { edgeItem } from '../canvas/item-ids.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { freePort } from '../editor/new-node.ts';
import { type OutlineRow, outlineItems, outlineRows } from './outline-items.ts';
import { OutlineLine } from './outline-line.tsx';

/** The flow as a tree, for who works by keyboard or does not see the canvas: everything that the canvas can do can be done here. */
export function Outline(): JSX.Element {
  const t = useTexts('outline');
  const { store, pickNode, readOnly } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const selection = useEditorState((state) => state.selection);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const items = useMemo(() => outlineItems(document), [document]);
  const rows = useMemo(() => outlineRows({ items, closed }), [items, closed]);
  const current = rows.find((row) => row.key === at) ?? rows[0];

  const focus = (row: OutlineRow | undefined) => {
    if (!row) return;
    setAt(row.key);
    store.select(row.port === undefined ? [row.id] : [edgeItem({ from: row.id, port: row.port })]);
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.key)}"]`)?.focus();
  };
  // A node that was added or gone to is where one goes on.
  useEffect(() => {
    const [only] = selection;
    if (selection.size !== 1 || only === undefined || !graphOf(document).node(only)) return;
    setAt((before) => (before === only || before?.startsWith('goto ') ? before : only));
    const active = window.document.activeElement;
    if (active === window.document.body || tree.current?.contains(active))
      tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(only)}"]`)?.focus();
  }, [selection, document]);

  const fold = (row: OutlineRow, open: boolean) =>
    setClosed((before) => {
      const next = new Set(before);
      if (open) next.delete(row.key);
      else next.add(row.key);
      return next;
    });
  const add = (row: OutlineRow) => {
    const port = row.port ?? freePort({ document, id: row.id });
    pickNode({ from: port === undefined ? undefined : { id: row.id, port } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!current || event.altKey || event.ctrlKey || event.metaKey) return;
    const index = rows.indexOf(current);
    const steps: Record<string, () => void> = {
      ArrowDown: () => focus(rows[index + 1]),
      ArrowUp: () => focus(rows[index - 1]),
      Home: () => focus(rows[0]),
      End: () => focus(rows.at(-1)),
      ArrowRight: () => (current.open === false ? fold(current, true) : current.open && focus(rows[index + 1])),
      ArrowLeft: () =>
        current.open
          ? fold(current, false)
          : focus(rows.slice(0, index).findLast((row) => row.level === current.level - 1)),
    };
    if (current.kind === 'goto') steps.Enter = () => focus(rows.find((row) => row.key === current.id));
    if (current.kind === 'port' && !readOnly) steps.a = () => add(current);
    const step = steps[event.key];
    if (!step || event.shiftKey) return;
    event.preventDefault();
    step();
  };
  return (
    <div className="pb-outline">
      <Text size="xs" c="dimmed" px="sm" py={6} id="pb-outline-keys">
        {t('upAndDownMoveLeft')}
      </Text>
      <div
        ref={tree}
        role="tree"
        aria-label={t('outlineOfTheFlow')}
        aria-describedby="pb-outline-keys"
        className="pb-outline-tree"
        onKeyDown={onKeyDown}
      >
        {rows.map((row) => (
          <OutlineLine
            key={row.key}
            row={row}
            current={row === current}
            selected={row.kind === 'node' && selection.has(row.id)}
            summary={row.kind === 'node' ? summaryOf(graphOf(document).node(row.id)) : undefined}
            leadsOn={row.kind !== 'port' || graphOf(document).edge(row.id, row.port ?? '') !== undefined}
            onFocus={focus}
            onFold={fold}
            onAdd={readOnly ? undefined : add}
          />
        ))}
      </div>
    </div>
  );
}

function summaryOf(node: { type: string; config?: Record<string, unknown> } | undefined): string | undefined {
  return node && nodeRegistry.get(node.type)?.summary(node.config ?? {});
}
