import type { AdminClient } from '@patchbay/api-contract';
import { DraftLink } from './draft-link.ts';
import { holdKeptEdits } from './hold-kept-edits.ts';
import { keepEdits } from './keep-edits.ts';
import { openDraft } from './open-draft.ts';
import { People } from './people.ts';

/** Saves what this browser has kept of a draft, for what works on the draft at the server outside of the editor. Throws when that cannot be now, and keeps it. */
export async function saveKeptEdits({
  client,
  workspace,
  flowKey,
  userId,
}: {
  client: AdminClient;
  workspace: string;
  flowKey: string;
  userId: string;
}): Promise<void> {
  const held = holdKeptEdits({ workspace, flowKey, userId });
  try {
    if (!held.edits.some((edits) => edits.pending.length > 0)) return;
    const store = await openDraft({ client, flowKey, kept: held.edits, history: undefined });
    const stop = keepEdits({ store, workspace, flowKey, userId, held });
    const link = new DraftLink({ store, client, flowKey, workspace, people: new People() });
    link.start();
    try {
      await link.flush();
    } finally {
      link.stop();
      stop();
    }
  } finally {
    held.leave();
  }
}
