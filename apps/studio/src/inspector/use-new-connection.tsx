import type { ConnectionKind } from '@patchbay/api-contract';
import type { FormContextValue } from '@patchbay/node-form';
import { type JSX, lazy, useMemo, useState } from 'react';
import { useSession } from '../api/session.tsx';
import { FetchedDialog } from '../shell/fetched-dialog.tsx';

type NewConnection = NonNullable<FormContextValue['newConnection']>;

const ConnectionDialog = lazy(() =>
  import('../connections/connection-dialog.tsx').then((module) => ({ default: module.ConnectionDialog })),
);

const kinds: readonly ConnectionKind[] = ['http', 'openai', 'ollama'];

/** How a form makes a connection without leaving the flow, and the dialog for it; only administrators may. */
export function useNewConnection(): { newConnection: NewConnection | undefined; dialog: JSX.Element | null } {
  const { role } = useSession();
  const [request, setRequest] = useState<Parameters<NewConnection>[0]>();
  const newConnection = useMemo(
    () => (role === 'admin' ? (next: Parameters<NewConnection>[0]) => setRequest(next) : undefined),
    [role],
  );
  const dialog = request ? (
    <FetchedDialog onClose={() => setRequest(undefined)}>
      <ConnectionDialog
        connection={undefined}
        kinds={kinds.filter((kind) => request.kinds?.includes(kind) ?? true)}
        onMade={request.onMade}
        onClose={() => setRequest(undefined)}
      />
    </FetchedDialog>
  ) : null;
  return { newConnection, dialog };
}
