import { ProblemError } from '../platform/http/problem-error.ts';
import { problems } from '../platform/http/problems.ts';

/** What the chat API refuses, beside what every endpoint does. */
export const chatProblems = {
  unknownBot: () => problems.notFound('The bot'),
  unknownConversation: () => problems.notFound('The conversation'),
  unknownToken: () => problems.unauthenticated('This conversation token is not known.'),
  mismatch: () =>
    new ProblemError({
      status: 422,
      code: 'idempotency_mismatch',
      message: 'This idempotency key was used with another body.',
      issues: [
        { path: 'idempotency-key', code: 'idempotency_mismatch', message: 'The key was used with another body.' },
      ],
    }),
  busy: () =>
    problems.tooMany({ seconds: 5, message: 'The conversation is still busy with an earlier turn. Try again soon.' }),
  offline: () => problems.conflict('bot_offline', 'This bot is offline.'),
  componentClosed: () => problems.conflict('component_closed', 'This was answered or asked again meanwhile.'),
  unknownComponent: (path: string) =>
    problems.invalid([{ path, code: 'unknown_component', message: 'There is no such component.' }]),
  unknownFile: (index: number) =>
    problems.invalid([{ path: `files.${index}`, code: 'unknown_file', message: 'There is no such file.' }]),
  ending: () => problems.unavailable({ seconds: 1, message: 'This process is ending. Try again at once.' }),
};
