import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { tellingNames } from '../editor/name-of-node.ts';

/** What nodes of a replay are called: as in the draft, and those that it has no more as in the flow as it was then. */
export function namesThenAndNow({
  draft,
  past,
}: {
  draft: FlowDocument;
  past: FlowDocument | undefined;
}): (id: string) => string {
  const [now, then] = [tellingNames(draft), past && tellingNames(past)];
  return (id) => (then && !graphOf(draft).node(id) ? then(id) : now(id));
}
