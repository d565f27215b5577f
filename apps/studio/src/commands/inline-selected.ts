import { graphOf, parseFlowDocument } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import { client } from '../api/session.tsx';
import type { EditorStore } from '../editor/editor-store.ts';
import { inlineSubflow } from '../edits/inline-subflow.ts';

/** Puts the nodes of the flow that the selected subflow node calls in its place, as its draft has them now. */
export async function inlineSelected(store: EditorStore): Promise<void> {
  const t = textsOf('commands');
  const { selection } = store.state;
  const [id] = selection;
  const node = selection.size === 1 && id !== undefined ? graphOf(store.document).node(id) : undefined;
  const key = node?.type === 'subflow' ? node.config?.flow : undefined;
  if (id === undefined || typeof key !== 'string' || key === '') return store.onRefused(t('inlineNone'));
  const { data } = await client.call('readDraft', { params: { key } });
  const flow = parseFlowDocument(data);
  if (!flow.ok) throw new Error(flow.issues[0]?.message ?? '');
  const made = inlineSubflow({ document: store.document, id, flow: flow.value });
  if (typeof made === 'string') return store.onRefused(made);
  if (store.apply(made.operations, { label: t('inlined', { name: flow.value.name }) })) store.select(made.ids);
}
