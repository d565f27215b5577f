import { notifications } from '@mantine/notifications';
import { localise, textsOf } from '@patchbay/texts';
import { ApiError } from '@patchbay/api-contract';

/** Tells what went wrong, with the first faults that the server names. */
export function notifyError(error: unknown, title: string = textsOf('shell')('thatDidNotWork')): void {
  notifications.show({ color: 'red', title, message: errorText(error), autoClose: 8_000 });
}

export function notifyDone(message: string): void {
  notifications.show({ color: 'teal', message, autoClose: 4_000 });
}

export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? localise(error.message) : String(error);
  const issues = error.problem.issues
    ?.slice(0, 4)
    .map((issue) => (issue.path ? `${issue.path}: ${localise(issue.message)}` : localise(issue.message)));
  return issues?.length ? issues.join('\n') : localise(error.message);
}
