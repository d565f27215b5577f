import { typescriptLanguage } from '@codemirror/lang-javascript';

/** The first place of a script that cannot be read: what is known of it without the worker. */
export function syntaxFault(code: string): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined;
  typescriptLanguage.parser.parse(code).iterate({
    enter: ({ type, from, to }) => {
      if (!type.isError || found) return;
      const at = Math.min(from, Math.max(0, code.length - 1));
      found = { from: at, to: Math.min(code.length, Math.max(to, at + 1)) };
    },
  });
  return found;
}
