import type { ComponentType } from 'react';
import { type Screen, screen } from './screen.tsx';
import { EditorSkeleton, PastSkeleton } from './shell/canvas-skeleton.tsx';
import {
  ConnectionsSkeleton,
  ConversationsSkeleton,
  FlowsSkeleton,
  MentionsSkeleton,
  SettingsSkeleton,
  TemplatesSkeleton,
} from './shell/page-skeletons.tsx';
import { EntranceSkeleton } from './sign-in/entrance-skeleton.tsx';

export const SetupPage = screen(async () => (await import('./sign-in/setup-page.tsx')).SetupPage, EntranceSkeleton);
export const JoinPage = screen(async () => (await import('./sign-in/join-page.tsx')).JoinPage, EntranceSkeleton);
export const SignInPage = screen(async () => (await import('./sign-in/sign-in-page.tsx')).SignInPage, EntranceSkeleton);
export const EditorPage = screen(async () => (await import('./editor/editor-page.tsx')).EditorPage, EditorSkeleton);
export const ConnectionsPage = screen(
  async () => (await import('./connections/connections-page.tsx')).ConnectionsPage,
  ConnectionsSkeleton,
);
export const ConversationsPage = screen(
  async () => (await import('./conversations/conversations-page.tsx')).ConversationsPage,
  ConversationsSkeleton,
);
export const PastPage = screen(async () => (await import('./conversations/past-page.tsx')).PastPage, PastSkeleton);
export const ReplayPage = screen(
  async () => (await import('./conversations/replay-page.tsx')).ReplayPage,
  PastSkeleton,
);
export const SettingsPage = screen(
  async () => (await import('./settings/settings-page.tsx')).SettingsPage,
  SettingsSkeleton,
);
export const MentionsPage = screen(
  async () => (await import('./together/comments/mentions-page.tsx')).MentionsPage,
  MentionsSkeleton,
);
export const TemplatesPage = screen(
  async () => (await import('./templates/templates-page.tsx')).TemplatesPage,
  TemplatesSkeleton,
);
export const NotAMember = screen(async () => (await import('./shell/not-a-member.tsx')).NotAMember, EntranceSkeleton);

/** By its address: whoever comes to one first waits for it alone. The build names the files of the same addresses in the page (vite.config.ts). */
const firsts: readonly (readonly [RegExp, Screen, 'whole' | 'framed'])[] = [
  [/^\/flows\/./, EditorPage, 'whole'],
  [/^\/conversations\/[^/]+\/canvas/, PastPage, 'whole'],
  [/^\/conversations\/[^/]+\/replay/, ReplayPage, 'whole'],
  [/^\/conversations/, ConversationsPage, 'framed'],
  [/^\/templates/, TemplatesPage, 'framed'],
  [/^\/connections/, ConnectionsPage, 'framed'],
  [/^\/mentions/, MentionsPage, 'framed'],
  [/^\/settings/, SettingsPage, 'framed'],
  [/^\/sign-in/, SignInPage, 'whole'],
  [/^\/setup/, SetupPage, 'whole'],
  [/^\/join/, JoinPage, 'whole'],
];

/** Fetches the screen of an address, so that it is the first that is drawn. */
export async function preloadScreen(path: string): Promise<void> {
  await firsts.find(([address]) => address.test(path))?.[1].preload();
}

/** What the screen of an address will look like, and whether it fills the window or stands in the frame. */
export function skeletonAt(path: string): { Skeleton: ComponentType; framed: boolean } {
  const [, screenThere, fills] = firsts.find(([address]) => address.test(path)) ?? [];
  return { Skeleton: screenThere?.Skeleton ?? FlowsSkeleton, framed: fills !== 'whole' };
}
