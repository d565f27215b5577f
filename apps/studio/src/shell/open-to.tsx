import type { JSX } from 'react';
import { Outlet } from 'react-router';
import { useSession } from '../api/session.tsx';
import { NotOpen } from './not-open.tsx';

/** The screens below are open to some roles; `whole` where they fill the window. The server decides, and this says it before it is asked. */
export function OpenTo({ roles, whole = false }: { roles: readonly string[]; whole?: boolean }): JSX.Element {
  const { role } = useSession();
  if (roles.includes(role)) return <Outlet />;
  const told = <NotOpen roles={roles} />;
  return whole ? <main>{told}</main> : told;
}
