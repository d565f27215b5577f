import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';
import { localise, useTexts } from '@patchbay/texts';
import type { CSSProperties, JSX } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { type PictureRow, pictureRows } from './picture-rows.ts';

/** Pixels; the style sheet draws to them. */
const ROW = 26;
const INDENT = 22;
/** Beyond so many rows, the rest is told as a number. */
const MOST = 9;

/** A small drawing of a flow: its parts by name from top to bottom, and what branches off. All of them where it is `whole`. */
export function FlowPicture({ document, whole = false }: { document: FlowDocument; whole?: boolean }): JSX.Element {
  const t = useTexts('templates');
  const all = pictureRows(document);
  const rows = all.length > MOST && !whole ? all.slice(0, MOST - 1) : all;
  return (
    <div
      className="pb-flow-picture"
      role="img"
      aria-label={t('pictureOf', { steps: all.map(({ node }) => titleOf(node)).join(', ') })}
      style={
        {
          '--pb-row': `${ROW}px`,
          '--pb-indent': `${INDENT}px`,
          height: (whole ? rows.length : MOST) * ROW,
        } as CSSProperties
      }
    >
      <svg width={INDENT * 4} height={rows.length * ROW} aria-hidden="true">
        {rows.map((row, index) => (
          <path key={row.node.id} d={lineTo({ row, index, rows })} />
        ))}
      </svg>
      {rows.map(({ node, depth }) => (
        <div key={node.id} className="pb-flow-picture-row" style={{ paddingInlineStart: depth * INDENT }}>
          <span data-colour={GROUP_COLOURS[nodeRegistry.get(node.type)?.group ?? ''] ?? 'gray'}>{titleOf(node)}</span>
        </div>
      ))}
      {all.length > rows.length ? (
        <div className="pb-flow-picture-row pb-flow-picture-more">
          {t('andMore', { count: all.length - rows.length })}
        </div>
      ) : null}
    </div>
  );
}

function titleOf(node: FlowNode): string {
  return node.label ?? localise(nodeRegistry.get(node.type)?.title ?? node.type);
}

// From under the part that leads here: straight down on the same way, with a bend into a branch.
function lineTo({ row, index, rows }: { row: PictureRow; index: number; rows: readonly PictureRow[] }): string {
  if (row.from === undefined) return '';
  const before = rows[row.from]?.depth ?? 0;
  const x = before * INDENT + 10;
  const from = row.from * ROW + ROW - 3;
  const middle = index * ROW + ROW / 2;
  return row.depth > before
    ? `M${x} ${from}V${middle}H${row.depth * INDENT}`
    : `M${row.depth * INDENT + 10} ${from}V${index * ROW + 3}`;
}
