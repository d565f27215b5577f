import type { AdminClient } from '@patchbay/api-contract';
import { deepEqual, type Operation } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import type { extractSubflow } from '../edits/extract-subflow.ts';

type Made = ReturnType<typeof extractSubflow>;

/** So often the new flow is written again with what others wrote meanwhile. */
const MOST_WRITTEN = 5;

/**
 * Makes the flow of an extraction, and puts the call of it in its place at the moment when that flow has all of it: what others write into the nodes while the server works goes along. A text says why
 * there is none, undefined that it is not wanted any more or was refused; then, and where a call fails, the new flow is taken away again. Throws what a call failed with.
 */
export async function makeSubflow({
  client,
  extract,
  isWanted,
  apply,
}: {
  client: AdminClient;
  /** Of the document as it is when this is called, always under the same key. */
  extract(): Made;
  isWanted(): boolean;
  /** Gives false where it was refused. */
  apply(operations: Operation[]): boolean;
}): Promise<Made | undefined> {
  const first = extract();
  if (typeof first === 'string') return first;
  const { key } = first.flow;
  let { revision } = (await client.call('createFlow', { body: first.flow })).data;
  let written = first.flow;
  const takeAway = () => client.call('deleteFlow', { params: { key } });
  try {
    for (let time = 0; time < MOST_WRITTEN; time++) {
      const made = isWanted() ? extract() : undefined;
      if (made === undefined || typeof made === 'string') {
        await takeAway();
        return made;
      }
      if (deepEqual(made.flow, written)) {
        if (apply(made.operations)) return made;
        await takeAway();
        return undefined;
      }
      const headers = { 'if-match': `"${revision}"` };
      ({ revision } = (await client.call('replaceDraft', { params: { key }, headers, body: made.flow })).data);
      written = made.flow;
    }
  } catch (fault) {
    await takeAway().catch(() => undefined);
    throw fault;
  }
  await takeAway();
  return textsOf('commands')('partIsWritten');
}
