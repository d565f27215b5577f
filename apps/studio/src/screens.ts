import { type Screen, screen } from './screen.tsx';

export const SetupPage = screen(async () => (await import('./sign-in/setup-page.tsx')).SetupPage);
export const JoinPage = screen(async () => (await import('./sign-in/join-page.tsx')).JoinPage);
export const SignInPage = screen(async () => (await import('./sign-in/sign-in-page.tsx')).SignInPage);
export const EditorPage = screen(async () => (await import('./editor/editor-page.tsx')).EditorPage);
export const ConnectionsPage = screen(async () => (await import('./connections/connections-page.tsx')).ConnectionsPage);
export const ConversationsPage = screen(
  async () => (await import('./conversations/conversations-page.tsx')).ConversationsPage,
);
export const PastPage = screen(async () => (await import('./conversations/past-page.tsx')).PastPage);
export const ReplayPage = screen(async () => (await import('./conversations/replay-page.tsx')).ReplayPage);
export const SettingsPage = screen(async () => (await import('./settings/settings-page.tsx')).SettingsPage);
export const MentionsPage = screen(async () => (await import('./together/comments/mentions-page.tsx')).MentionsPage);
export const TemplatesPage = screen(async () => (await import('./templates/templates-page.tsx')).TemplatesPage);

/** By its address: whoever comes to one first waits for it alone. The build names the files of the same addresses in the page (vite.config.ts). */
const firsts: readonly (readonly [RegExp, Screen])[] = [
  [/^\/flows\/./, EditorPage],
  [/^\/conversations\/[^/]+\/canvas/, PastPage],
  [/^\/conversations\/[^/]+\/replay/, ReplayPage],
  [/^\/conversations/, ConversationsPage],
  [/^\/templates/, TemplatesPage],
  [/^\/connections/, ConnectionsPage],
  [/^\/mentions/, MentionsPage],
  [/^\/settings/, SettingsPage],
  [/^\/sign-in/, SignInPage],
  [/^\/setup/, SetupPage],
  [/^\/join/, JoinPage],
];

/** Fetches the screen of an address, so that it is the first that is drawn. */
export async function preloadScreen(path: string): Promise<void> {
  await firsts.find(([address]) => address.test(path))?.[1].preload();
}
