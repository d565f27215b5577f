import type { ProblemDocument } from '@patchbay/api-contract/chat';
import type { ViewTexts } from './view-texts.ts';

/** What a refusal is told as: in the reader's language where it is a known one, else as the server said it. */
export function problemText({ problem, texts }: { problem: ProblemDocument; texts: ViewTexts }): string {
  if (problem.code === 'bot_offline') return texts('offline');
  if (problem.code === 'component_closed') return texts('componentClosed');
  if (problem.issues?.[0]?.code === 'unknown_file') return texts('filesGone');
  return problem.issues?.[0]?.message ?? problem.detail ?? problem.title;
}
