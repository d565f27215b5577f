import { ErrorState } from '@patchbay/ui';
import type { JSX } from 'react';
import { useLocation, useNavigate, useRouteError } from 'react-router';

/** What takes the place of a screen that broke. The rest of the studio stays; trying again draws the screen anew. */
export function ScreenError(): JSX.Element {
  const error = useRouteError();
  const navigate = useNavigate();
  const location = useLocation();
  const retry = () => void navigate(location, { replace: true });
  return (
    <div className="pb-screen-error">
      <ErrorState error={error} retry={retry} />
    </div>
  );
}
