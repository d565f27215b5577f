const NAME = String.raw`[A-Za-z_$][\w$]*`;
/** Before a name of its own: no part of a longer one, and no property of something; what is spread is none either. */
const FREE = String.raw`(?<![\w$]|(?<!\.\.)\.\s*)`;
const VARS = String.raw`${FREE}input\s*\??\.\s*vars`;
/** After what is taken as a whole, and not read on the spot. */
const WHOLE = String.raw`(?:\s*(?:\?\?|\|\|)\s*\{\s*\})?(?![\w$]|\s*[.[(?&|])`;
/** `const v = input.vars`, `const { vars } = input`, `const { vars: v } = input`. */
const DECLARATION = new RegExp(
  String.raw`\bconst\s+(?:(${NAME})\s*=\s*${VARS}|\{(?:[^{}]*,)?\s*vars\s*(?::\s*(${NAME})\s*)?(?:,[^{}]*)?\}\s*=\s*input)${WHOLE}`,
  'g',
);

/**
 * A script with a conversation variable under another name: `input.vars.<name>`, constants that stand for `input.vars`, and what is taken out of either by
 * `const { <name> } = …`. Not certain where the name still stands in it and the script also takes the variables in a way that is not followed.
 */
export function renameInScript({ code, key, to }: { code: string; key: string; to: string }): {
  code: string;
  certain: boolean;
} {
  const name = literally(key);
  const constants = [...code.matchAll(DECLARATION)].map(([, own, taken]) => own ?? taken ?? 'vars');
  const rest = withoutReads({ code: code.replace(DECLARATION, ' '), roots: rootsOf(constants) });
  // One that is given on, or means something else in places, is not followed.
  const followed = constants.filter((constant) => !new RegExp(`${free(constant)}(?![\\w$])`).test(rest));
  const roots = rootsOf(followed);
  const renamed = code
    .replace(new RegExp(String.raw`\{[^{}]*\}(?=\s*=\s*(?:${roots})${WHOLE})`, 'g'), (parts) =>
      takenAs({ parts, key, to }),
    )
    .replace(
      new RegExp(
        String.raw`((?:${roots})\s*(?:\?\.|\.)\s*)${name}(?![\w$])|((?:${roots})\s*(?:\?\.\s*)?\[\s*(['"]))${name}(?=\3\s*\])`,
        'g',
      ),
      (_, dotted?: string, bracket?: string) => `${dotted ?? bracket}${to}`,
    );
  const elsewhere = followed.length < constants.length || /\bvars\b|\binput\b(?!\s*\??\.\s*[A-Za-z_])/.test(rest);
  return { code: renamed, certain: !elsewhere || !new RegExp(String.raw`(?<![\w$])${name}(?![\w$])`).test(renamed) };
}

function rootsOf(constants: readonly string[]): string {
  return [VARS, ...constants.map(free)].join('|');
}

function free(name: string): string {
  return FREE + literally(name);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

// `{ name }` becomes `{ other: name }`, so that the script goes on under the name that it uses.
function takenAs({ parts, key, to }: { parts: string; key: string; to: string }): string {
  return parts.replace(
    new RegExp(String.raw`([{,]\s*)${literally(key)}(\s*)([:=,}])`, 'g'),
    (_, before: string, gap: string, then: string) =>
      then === ':' ? `${before}${to}${gap}:` : `${before}${to}: ${key}${gap}${then}`,
  );
}

/** What is left of a script without the places that read one variable by its name. */
function withoutReads({ code, roots }: { code: string; roots: string }): string {
  return code
    .replace(new RegExp(String.raw`\{(?:(?!\.\.\.)[^{}[\]])*\}\s*=\s*(?:${roots})${WHOLE}`, 'g'), ' ')
    .replace(new RegExp(String.raw`(?:${roots})\s*(?:\??\.\s*${NAME}|(?:\?\.\s*)?\[\s*(['"])[\w$]+\1\s*\])`, 'g'), ' ');
}
