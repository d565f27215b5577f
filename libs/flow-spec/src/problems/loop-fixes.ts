import type { FlowDocument } from '../flow-document.ts';
import { CARD_STEP, freePlace } from '../free-place.ts';
import type { NodeTypes } from '../node-types.ts';
import type { Operation } from '../operation.ts';
import { EACH, openEnds } from './loop-problems.ts';
import type { QuickFix } from './quick-fixes.ts';

interface Place {
  document: FlowDocument;
  types: NodeTypes;
}

/** Leads all that stops within a loop back to it. */
export function leadRound({ document, types, loop }: Place & { loop: string }): QuickFix[] {
  return backTo({ loop, ends: openEnds({ document, types, loop }) });
}

/** Leads a port back to the loop within which it stops, where there is one. */
export function leadBack({ document, types, from, port }: Place & { from: string; port: string }): QuickFix[] {
  const loop = document.nodes.find(
    ({ id, type }) =>
      type === 'loop' && openEnds({ document, types, loop: id }).some((end) => end.from === from && end.port === port),
  );
  return loop ? backTo({ loop: loop.id, ends: [{ from, port }] }) : [];
}

/** Begins what a loop does with each item: says it, and leads back. `id` is that of the new message. */
export function sayEach({ document, loop, id }: { document: FlowDocument; loop: string; id: string }): QuickFix[] {
  const item = document.nodes.find((node) => node.id === loop)?.config?.itemVar;
  if (typeof item !== 'string' || item === '') return [];
  const at = document.layout?.[loop];
  const add: Operation = {
    type: 'node.add',
    node: { id, type: 'message', config: { text: `{{ vars.${item} }}` } },
    ...(at ? { position: freePlace({ document, near: { x: at.x + CARD_STEP.x, y: at.y } }) } : {}),
  };
  return [
    {
      label: 'Lead it to a message that leads back to the loop',
      operations: [
        add,
        { type: 'edge.add', edge: { from: loop, port: EACH, to: id } },
        { type: 'edge.add', edge: { from: id, port: 'next', to: loop } },
      ],
    },
  ];
}

function backTo({ loop, ends }: { loop: string; ends: { from: string; port: string }[] }): QuickFix[] {
  return ends.length === 0
    ? []
    : [
        {
          label: 'Lead it back to the loop',
          operations: ends.map(({ from, port }) => ({ type: 'edge.add', edge: { from, port, to: loop } })),
        },
      ];
}
