import { notifyError } from '../api/notify.ts';
import { client, WORKSPACE } from '../api/session.tsx';

/** How long signing out waits for what is kept in this browser to be saved, before it asks. Milliseconds. */
const SAVING_MS = 3_000;

/** Signs out; where changes of the person are kept in this browser and cannot be saved now, `ask` is called instead. */
export function signOut({ userId, ask }: { userId: string; ask(): void }): void {
  hasUnsaved(userId)
    .then((unsaved) => (unsaved ? ask() : endSession()))
    .catch((error: unknown) => notifyError(error));
}

/** Ends the session. The page to sign in is loaded anew, and of no workspace: whoever comes next inherits neither what was read nor where it was read. */
export async function endSession(): Promise<void> {
  await client.call('logout', { body: {} });
  window.location.assign('/sign-in');
}

// What knows of documents is fetched where there is something to know.
async function hasUnsaved(userId: string): Promise<boolean> {
  if (!keepsSomething()) return false;
  const { unsavedInBrowser } = await import('../together/unsaved-in-browser.ts');
  const here = unsavedInBrowser(userId).filter(({ workspace }) => workspace === WORKSPACE);
  if (here.length > 0) {
    const { saveKeptEdits } = await import('../together/save-kept-edits.ts');
    const saving = here.map(({ flowKey }) => saveKeptEdits({ client, workspace: WORKSPACE, flowKey, userId }));
    await Promise.race([Promise.allSettled(saving), new Promise((resolve) => setTimeout(resolve, SAVING_MS))]);
  }
  return unsavedInBrowser(userId).length > 0;
}

function keepsSomething(): boolean {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith('patchbay.kept.'));
  } catch {
    return false;
  }
}
