import { Center, Loader, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTexts } from '@patchbay/texts';
import { ErrorState, themeFor } from '@patchbay/ui';
import { ApiError } from '@patchbay/api-contract';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type JSX, lazy, Suspense, useMemo } from 'react';
import { createBrowserRouter, Navigate, Outlet, RouterProvider, useLocation, useRouteError } from 'react-router';
import { SessionProvider, useSession, whoIsHere } from './api/session.tsx';
import { pageNonce } from './nonce.ts';
import { ScreenError } from './shell/screen-error.tsx';
import { Shell } from './shell/shell.tsx';
import { JoinPage } from './sign-in/join-page.tsx';
import { SetupPage } from './sign-in/setup-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { Tour } from './tour/tour.tsx';
import { FlowsPage } from './flows/flows-page.tsx';

const editorPage = () => import('./editor/editor-page.tsx');
const EditorPage = lazy(() => editorPage().then((module) => ({ default: module.EditorPage })));
// Whoever comes for a flow needs the editor: it is fetched while the server is asked who they are. What fails here fails again, and is told, where it is drawn.
if (window.location.pathname.startsWith('/flows/')) editorPage().catch(() => undefined);
const ConnectionsPage = lazy(() =>
  import('./connections/connections-page.tsx').then((module) => ({ default: module.ConnectionsPage })),
);
const ConversationsPage = lazy(() =>
  import('./conversations/conversations-page.tsx').then((module) => ({ default: module.ConversationsPage })),
);
const PastPage = lazy(() => import('./conversations/past-page.tsx').then((module) => ({ default: module.PastPage })));
const ReplayPage = lazy(() =>
  import('./conversations/replay-page.tsx').then((module) => ({ default: module.ReplayPage })),
);
const SettingsPage = lazy(() =>
  import('./settings/settings-page.tsx').then((module) => ({ default: module.SettingsPage })),
);

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

const MentionsPage = lazy(() =>
  import('./together/comments/mentions-page.tsx').then((module) => ({ default: module.MentionsPage })),
);
const TemplatesPage = lazy(() =>
  import('./templates/templates-page.tsx').then((module) => ({ default: module.TemplatesPage })),
);

const router = createBrowserRouter([
  { path: '/setup', element: <SetupPage />, errorElement: <RouteError /> },
  { path: '/join', element: <JoinPage />, errorElement: <RouteError /> },
  { path: '/sign-in', element: <SignInPage />, errorElement: <RouteError /> },
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
          { path: '/connections', element: <ConnectionsPage />, errorElement: <ScreenError /> },
          { path: '/mentions', element: <MentionsPage />, errorElement: <ScreenError /> },
          { path: '/conversations', element: <ConversationsPage />, errorElement: <ScreenError /> },
          { path: '/conversations/:id', element: <ConversationsPage />, errorElement: <ScreenError /> },
          { path: '/settings/:tab?', element: <SettingsPage />, errorElement: <ScreenError /> },
          { path: '*', element: <Navigate to="/flows" replace /> },
        ],
      },
      { path: '/flows/:key', element: <EditorPage />, errorElement: <RouteError /> },
      { path: '/conversations/:id/canvas', element: <PastPage />, errorElement: <RouteError /> },
      { path: '/conversations/:id/replay', element: <ReplayPage />, errorElement: <RouteError /> },
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
  if (error) {
    return (
      <Center h="100vh" p="lg">
        <ErrorState error={error} retry={retry} />
      </Center>
    );
  }
  if (!user) return <Navigate to="/sign-in" state={{ from: location.pathname }} replace />;
  return (
    <Suspense fallback={<Waiting />}>
      <Outlet />
      <Tour />
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
  return (
    <Center h="100vh" p="lg">
      <ErrorState error={error} retry={() => window.location.reload()} />
    </Center>
  );
}
