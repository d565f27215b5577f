import {
  type AdminClient,
  ApiError,
  createAdminClient,
  type Preferences,
  type Session,
  type User,
} from '@patchbay/api-contract';
import { chooseLanguage, chosenLanguage } from '@patchbay/texts';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type JSX, type ReactNode, useCallback, useContext, useEffect, useMemo } from 'react';
import { fetchOrEarly } from './early-answers.ts';
import { addressIn, placeOf, rememberWorkspace } from './workspace-address.ts';

/** Key of the workspace that this page shows, from its first address to its last, and what its addresses begin with. */
export const { workspace: WORKSPACE, base: BASE } = placeOf(window.location.pathname);

/** Shows another workspace: everything that was read of this one is forgotten by loading anew. */
export function changeWorkspace(key: string): void {
  rememberWorkspace(key);
  window.location.assign(addressIn({ workspace: key, path: '/flows' }));
}

let csrfToken = '';

/** Header that a write by session needs; for calls that do not go through the client, such as the preview's streams. */
export function csrfHeaders(): Record<string, string> {
  return csrfToken ? { 'x-csrf-token': csrfToken } : {};
}

export const client: AdminClient = createAdminClient({
  baseUrl: '',
  workspace: WORKSPACE,
  fetch: fetchOrEarly,
  headers: csrfHeaders,
});

interface SessionValue {
  user: User | undefined;
  loading: boolean;
  error: unknown;
  role: string;
  /** Whether that is a role which makes and changes flows. */
  mayEdit: boolean;
  /** Keeps what is given with the person, and leaves the rest as it is. */
  prefer(change: Partial<Preferences>): Promise<void>;
  signedIn(session: Session): void;
  signedOut(): void;
  retry(): void;
}

const SessionContext = createContext<SessionValue | undefined>(undefined);

/** Who the server says is signed in, in the page itself. Without a session, and where it could not tell, it says nothing. */
function sessionOfPage(): Session | undefined {
  const text = document.getElementById('patchbay-session')?.textContent;
  if (!text) return undefined;
  const session: Session = JSON.parse(text); // Written by the same server that answers `me`.
  ({ csrfToken } = session);
  return session;
}

/** Asks who is signed in; begun before anything is drawn, and awaited where it is shown. */
export const whoIsHere = queryOptions({
  queryKey: ['me'],
  initialData: sessionOfPage,
  queryFn: async (): Promise<Session | null> => {
    try {
      // Asked first, so that a visit without a session is no failed call.
      const state = await client.call('setupState');
      if (!state.data.signedIn) return null;
      const { data } = await client.call('me');
      csrfToken = data.csrfToken;
      return data;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who is signed in. A call that is refused with 401 anywhere brings back the sign-in page. */
export function SessionProvider({ children }: { children: ReactNode }): JSX.Element {
  const queries = useQueryClient();
  const me = useQuery(whoIsHere);
  const { refetch } = me;
  // The language goes with the person to whichever browser.
  const preferred = me.data?.user.preferences.language;
  useEffect(() => {
    if (preferred !== undefined && preferred !== chosenLanguage()) void chooseLanguage(preferred);
  }, [preferred]);
  const begin = useCallback(
    (session: Session | null) => {
      // What another account has seen is forgotten; its own query stays, since this very component watches it.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      queries.setQueryData(['me'], session);
    },
    [queries],
  );
  const role = me.data?.user.memberships.find((one) => one.workspace === WORKSPACE)?.role ?? 'viewer';
  const value = useMemo(
    (): SessionValue => ({
      user: me.data?.user,
      loading: me.isPending,
      error: me.error,
      role,
      mayEdit: role === 'admin' || role === 'editor',
      async prefer(change) {
        const session = queries.getQueryData<Session | null>(['me']);
        if (!session) return;
        const preferences = { ...session.user.preferences, ...change };
        queries.setQueryData(['me'], { ...session, user: { ...session.user, preferences } });
        await client.call('setPreferences', { body: preferences, keepalive: true });
      },
      signedIn(session) {
        csrfToken = session.csrfToken;
        begin(session);
      },
      signedOut() {
        csrfToken = '';
        begin(null);
      },
      retry: () => void refetch(),
    }),
    [me.data, me.isPending, me.error, role, refetch, begin, queries],
  );
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
}

export function useSession(): SessionValue {
  const value = useContext(SessionContext);
  if (!value) throw new Error('useSession is used outside of its provider');
  return value;
}
