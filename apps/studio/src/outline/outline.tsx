import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { graphOf } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type JSX, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { edgeItem, itemOf } from '../canvas/item-ids.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { placeToAdd } from '../editor/new-node.ts';
import { LongList } from '../shell/long-list.tsx';
import { branchesTo, type OutlineRow, outlineItems, outlineRows } from './outline-items.ts';
import { OutlineKeys } from './outline-keys.tsx';
import { OutlineLine } from './outline-line.tsx';

/** Pixels of a line. */
const LINE = 32;

/** The flow as a tree, for who works by keyboard or does not see the canvas: everything that the canvas can do can be done here. */
export function Outline(): JSX.Element {
  const t = useTexts('outline');
  const { store, pickNode, readOnly } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const selection = useEditorState((state) => state.selection);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string>();
  const [place, setPlace] = useState(0);
  const tree = useRef<HTMLDivElement>(null);
  const items = useMemo(() => outlineItems(document), [document]);
  const rows = useMemo(() => outlineRows({ items, closed }), [items, closed]);
  const found = rows.findIndex((row) => row.key === at);
  if (found >= 0 && found !== place) setPlace(found);
  const gone = at !== undefined && found < 0;
  // Where the line is gone, the one that took its place.
  const active = found >= 0 ? found : Math.max(0, Math.min(place, rows.length - 1));
  const current = rows[active];

  // Between it and the line that has the focus, Shift selects.
  const anchor = useRef<string>(undefined);
  // What was selected here by keys that select several: the focus stays where it is.
  const several = useRef<ReadonlySet<string>>(undefined);

  // The line that gets the focus once it is drawn.
  const wanted = useRef<string>(undefined);
  const focusWanted = useCallback(() => {
    if (wanted.current === undefined) return;
    const line = tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`);
    if (!line) return;
    wanted.current = undefined;
    line.focus({ preventScroll: true });
  }, []);
  useEffect(focusWanted);
  const standIn = gone ? current?.key : undefined;
  useEffect(() => {
    if (standIn === undefined || window.document.activeElement !== window.document.body) return;
    wanted.current = standIn;
    focusWanted();
  }, [standIn, focusWanted]);

  const step = useCallback(
    (row: OutlineRow | undefined) => {
      if (!row) return;
      setAt(row.key);
      wanted.current = row.key;
      focusWanted();
    },
    [focusWanted],
  );
  const focus = useCallback(
    (row: OutlineRow | undefined) => {
      if (!row) return;
      anchor.current = row.key;
      store.select(row.id === '' ? [] : [itemOfRow(row)]);
      step(row);
    },
    [store, step],
  );
  const selectSeveral = (ids: Iterable<string>) => {
    store.select(ids);
    several.current = store.state.selection;
  };
  const latest = useRef(items);
  useEffect(() => {
    latest.current = items;
  });
  // A node that was added or gone to is where one goes on.
  useEffect(() => {
    const [only] = selection;
    if (selection === several.current || selection.size !== 1 || only === undefined || itemOf(only).kind === 'edge')
      return;
    setAt(only);
    const above = branchesTo({ items: latest.current, key: only });
    setClosed((before) =>
      above.some((key) => before.has(key)) ? new Set([...before].filter((key) => !above.includes(key))) : before,
    );
    const holder = window.document.activeElement;
    if (holder !== window.document.body && !tree.current?.contains(holder)) return;
    wanted.current = only;
    focusWanted();
  }, [selection, focusWanted]);

  const fold = useCallback(
    (row: OutlineRow, open: boolean) =>
      setClosed((before) => {
        const next = new Set(before);
        if (open) next.delete(row.key);
        else next.add(row.key);
        return next;
      }),
    [],
  );
  const add = useCallback(
    (row: OutlineRow) => {
      const port = row.port ?? placeToAdd({ document: store.document, item: row.id })?.port;
      pickNode({ from: port === undefined ? undefined : { id: row.id, port } });
    },
    [store, pickNode],
  );
  // To the next card, and all between it and where this began.
  const extend = (by: 1 | -1) => {
    if (!current) return;
    let index = active + by;
    let to = rows[index];
    while (to && !isCard(to)) to = rows[(index += by)];
    if (!to) return;
    const from = Math.max(
      0,
      rows.findIndex((row) => row.key === anchor.current),
    );
    if (anchor.current === undefined) anchor.current = rows[from]?.key;
    const between = rows.slice(Math.min(from, index), Math.max(from, index) + 1).filter(isCard);
    selectSeveral(between.map((row) => row.id));
    step(to);
  };
  const toggle = () => {
    if (!current || !isCard(current)) return;
    anchor.current = current.key;
    const next = new Set(store.state.selection);
    if (!next.delete(current.id)) next.add(current.id);
    selectSeveral(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!current || event.altKey) return;
    const index = active;
    const plain: Record<string, () => void> = {
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
    const { to } = current;
    if (to !== undefined) plain.Enter = () => store.select([to]);
    if (current.kind === 'port' && !readOnly) plain.a = () => add(current);
    const shifted: typeof plain = { ArrowDown: () => extend(1), ArrowUp: () => extend(-1) };
    const controlled: typeof plain = {
      ArrowDown: () => step(rows[index + 1]),
      ArrowUp: () => step(rows[index - 1]),
      ' ': toggle,
    };
    const held = event.ctrlKey || event.metaKey;
    const act = (held ? (event.shiftKey ? {} : controlled) : event.shiftKey ? shifted : plain)[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="pb-outline">
      <OutlineKeys id="pb-outline-keys" readOnly={readOnly} />
      <LongList
        ref={tree}
        role="tree"
        aria-label={t('outlineOfTheFlow')}
        aria-multiselectable="true"
        aria-describedby="pb-outline-keys"
        className="pb-outline-tree"
        onKeyDown={onKeyDown}
        items={rows}
        active={active}
        keyOf={(row) => row.key}
        heightOf={() => LINE}
        draw={(row) => (
          <OutlineLine
            row={row}
            current={row === current}
            selected={selection.has(itemOfRow(row))}
            summary={summaryOf(graphOf(document).node(row.kind === 'node' ? row.id : (row.to ?? '')))}
            leadsOn={row.kind !== 'port' || graphOf(document).edge(row.id, row.port ?? '') !== undefined}
            onFocus={focus}
            onFold={fold}
            onAdd={readOnly ? undefined : add}
          />
        )}
      />
    </div>
  );
}

/** What a line selects. */
function itemOfRow({ id, port }: OutlineRow): string {
  return port === undefined ? id : edgeItem({ from: id, port });
}

function isCard(row: OutlineRow): boolean {
  return row.kind === 'node' || row.kind === 'note' || row.kind === 'frame';
}

function summaryOf(node: { type: string; config?: Record<string, unknown> } | undefined): string | undefined {
  return node && nodeRegistry.get(node.type)?.summary(node.config ?? {});
}
