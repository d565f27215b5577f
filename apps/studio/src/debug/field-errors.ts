import { ApiError } from '@patchbay/api-contract';
import { localise } from '@patchbay/texts';

/** What the server said of each field of a body, by the field's name; the rest under ``. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return { '': error instanceof Error ? error.message : String(error) };
  const found: Record<string, string> = {};
  for (const issue of error.problem.issues ?? []) {
    const [field = '', ...rest] = issue.path.split('.');
    const text = `${rest.length > 0 ? `${rest.join('.')}: ` : ''}${localise(issue.message)}`;
    found[field] = found[field] ? `${found[field]}\n${text}` : text;
  }
  return Object.keys(found).length > 0 ? found : { '': localise(error.message) };
}
