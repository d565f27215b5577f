import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTexts } from '@patchbay/texts';
import { themeFor } from '@patchbay/ui';
import { ApiError } from '@patchbay/api-contract';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type JSX, useLayoutEffect, useMemo } from 'react';
import {
  createBrowserRouter,
  Navigate,
  Outlet,
  type RouteObject,
  RouterProvider,
  useLocation,
  useRouteError,
} from 'react-router';
import { BASE, SessionProvider, useSession, whoIsHere, WORKSPACE } from './api/session.tsx';
import { leadsTo, rememberedWorkspace } from './api/workspace-address.ts';
import { pageNonce } from './nonce.ts';
import {
  ConnectionsPage,
  ConversationsPage,
  EditorPage,
  JoinPage,
  MentionsPage,
  NotAMember,
  PastPage,
  ReplayPage,
  SettingsPage,
  SetupPage,
  SignInPage,
  TemplatesPage,
} from './screens.ts';
import { Leaving, Waiting } from './shell/waiting.tsx';
import { NotFound } from './shell/not-found.tsx';
import { OpenTo } from './shell/open-to.tsx';
import { rolesOf } from './shell/places.ts';
import { ScreenError } from './shell/screen-error.tsx';
import { Shell } from './shell/shell.tsx';
import { ShellPanels } from './shell/shell-panels.tsx';
import { WholeError } from './shell/whole-error.tsx';
import { TourWhileTaken } from './tour/tour-while-taken.tsx';
import { FlowsPage } from './flows/flows-page.tsx';

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401) queries.setQueryData(['me'], null);
    },
  }),
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      staleTime: 5_000,
    },
  },
});

void queries.prefetchQuery(whoIsHere);

const routes: RouteObject[] = [
  {
    errorElement: <RouteError />,
    children: [
      { path: '/setup', element: <SetupPage /> },
      { path: '/join', element: <JoinPage /> },
      { path: '/sign-in', element: <SignInPage /> },
    ],
  },
  {
    element: <SignedIn />,
    errorElement: <RouteError />,
    children: [
      {
        element: <Commanded />,
        children: [
          {
            element: <Shell />,
            errorElement: <RouteError />,
            children: [
              { index: true, element: <Navigate to="/flows" replace /> },
              { path: '/flows', element: <FlowsPage />, errorElement: <ScreenError /> },
              { path: '/templates', element: <TemplatesPage />, errorElement: <ScreenError /> },
              { path: '/mentions', element: <MentionsPage />, errorElement: <ScreenError /> },
              {
                element: <OpenTo roles={rolesOf('/connections')} />,
                children: [{ path: '/connections', element: <ConnectionsPage />, errorElement: <ScreenError /> }],
              },
              {
                element: <OpenTo roles={rolesOf('/conversations')} />,
                children: [
                  { path: '/conversations', element: <ConversationsPage />, errorElement: <ScreenError /> },
                  { path: '/conversations/:id', element: <ConversationsPage />, errorElement: <ScreenError /> },
                ],
              },
              { path: '/settings/:tab?', element: <SettingsPage />, errorElement: <ScreenError /> },
              { path: '*', element: <NotFound what="page" /> },
            ],
          },
          {
            element: <OpenTo roles={rolesOf('/conversations')} whole />,
            children: [
              { path: '/conversations/:id/canvas', element: <PastPage />, errorElement: <RouteError /> },
              { path: '/conversations/:id/replay', element: <ReplayPage />, errorElement: <RouteError /> },
            ],
          },
        ],
      },
      { path: '/flows/:key', element: <EditorPage />, errorElement: <RouteError /> },
    ],
  },
];

const router = createBrowserRouter(routes, { basename: BASE || '/' });

/** The studio. */
export function App(): JSX.Element {
  const t = useTexts('ui');
  const theme = useMemo(() => themeFor({ close: t('close') }), [t]);
  // In the drawing in which the application takes their place: see index.html.
  useLayoutEffect(() => document.querySelector('.pb-starting')?.remove(), []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={pageNonce}>
      <Notifications position="bottom-left" />
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function SignedIn(): JSX.Element {
  const { user, loading, error, retry } = useSession();
  const { pathname, search, hash } = useLocation();
  if (loading) return <Waiting />;
  if (error) return <WholeError error={error} retry={retry} />;
  if (!user) return <Navigate to="/sign-in" state={{ from: `${pathname}${search}${hash}` }} replace />;
  const { memberships } = user;
  const elsewhere = leadsTo({ pathname: `${BASE}${pathname}`, memberships, remembered: rememberedWorkspace() });
  if (elsewhere !== undefined) return <Leaving to={`${elsewhere}${search}${hash}`} />;
  if (!memberships.some((one) => one.workspace === WORKSPACE)) return <NotAMember />;
  return (
    <>
      <Outlet />
      <TourWhileTaken />
    </>
  );
}

/** All screens but the editor, which has commands of its own. */
function Commanded(): JSX.Element {
  return (
    <>
      <Outlet />
      <ShellPanels />
    </>
  );
}

function RouteError(): JSX.Element {
  const error = useRouteError();
  return <WholeError error={error} retry={() => window.location.reload()} />;
}
