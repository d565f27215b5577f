import { Center, Loader, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTexts } from '@patchbay/texts';
import { themeFor } from '@patchbay/ui';
import { ApiError } from '@patchbay/api-contract';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type JSX, Suspense, useMemo } from 'react';
import { createBrowserRouter, Navigate, Outlet, RouterProvider, useLocation, useRouteError } from 'react-router';
import { SessionProvider, useSession, whoIsHere } from './api/session.tsx';
import { pageNonce } from './nonce.ts';
import {
  ConnectionsPage,
  ConversationsPage,
  EditorPage,
  JoinPage,
  MentionsPage,
  PastPage,
  ReplayPage,
  SettingsPage,
  SetupPage,
  SignInPage,
  TemplatesPage,
} from './screens.ts';
import { NotFound } from './shell/not-found.tsx';
import { OpenTo } from './shell/open-to.tsx';
import { rolesOf } from './shell/places.ts';
import { ScreenError } from './shell/screen-error.tsx';
import { Shell } from './shell/shell.tsx';
import { WholeError } from './shell/whole-error.tsx';
import { Tour } from './tour/tour.tsx';
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

const router = createBrowserRouter([
  {
    element: <Entering />,
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
      { path: '/flows/:key', element: <EditorPage />, errorElement: <RouteError /> },
      {
        element: <OpenTo roles={rolesOf('/conversations')} whole />,
        children: [
          { path: '/conversations/:id/canvas', element: <PastPage />, errorElement: <RouteError /> },
          { path: '/conversations/:id/replay', element: <ReplayPage />, errorElement: <RouteError /> },
        ],
      },
    ],
  },
]);

/** The studio. */
export function App(): JSX.Element {
  const t = useTexts('ui');
  const theme = useMemo(() => themeFor({ close: t('close') }), [t]);
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
  const location = useLocation();
  if (loading) return <Waiting />;
  if (error) return <WholeError error={error} retry={retry} />;
  if (!user)
    return (
      <Navigate to="/sign-in" state={{ from: `${location.pathname}${location.search}${location.hash}` }} replace />
    );
  return (
    <Suspense fallback={<Waiting />}>
      <Outlet />
      <Tour />
    </Suspense>
  );
}

function Entering(): JSX.Element {
  return (
    <Suspense fallback={<Waiting />}>
      <Outlet />
    </Suspense>
  );
}

function Waiting(): JSX.Element {
  const t = useTexts('shell');
  return (
    <Center h="100vh">
      <Loader aria-label={t('loading')} />
    </Center>
  );
}

function RouteError(): JSX.Element {
  const error = useRouteError();
  return <WholeError error={error} retry={() => window.location.reload()} />;
}
