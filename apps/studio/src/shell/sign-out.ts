import { notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** Ends the session. The page to sign in is loaded anew, and of no workspace: whoever comes next inherits neither what was read nor where it was read. */
export function signOut(): void {
  client
    .call('logout', { body: {} })
    .then(() => window.location.assign('/sign-in'))
    .catch((error: unknown) => notifyError(error));
}
