import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect } from '@codemirror/state';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import type { ScriptFault } from './script-faults.ts';
import type { ScriptLanguage } from './script-language.ts';
import type { ScriptCompletion } from './script-service.ts';
import { signatureHelp } from './signature-help.ts';
import { syntaxFault } from './syntax-fault.ts';

interface Options {
  language: ScriptLanguage;
  /** A fault in words; undefined stands for a place that cannot be read. */
  say(fault: ScriptFault | undefined): string;
  /** To be told what was found; `isWhole` where it is all that TypeScript finds. */
  onFaults(found: { diagnostics: Diagnostic[]; isWhole: boolean; lineOf(from: number): number }): void;
}

/** What scripts are given has changed: the same text may be right or wrong now. */
export const inputChanged = StateEffect.define<null>();

/** Completion, faults, and what things are, from the worker of scripts. Where there is none, an editor marks what cannot be read, and that is all. */
export function scriptExtensions({ language, say, onFaults }: Options): Extension {
  return [
    linter(
      async (view) => {
        const { doc } = view.state;
        const found = await faults({ language, say, code: doc.toString() });
        onFaults({ ...found, lineOf: (from) => doc.lineAt(Math.min(from, doc.length)).number });
        return found.diagnostics;
      },
      {
        delay: 300,
        needsRefresh: ({ transactions }) =>
          transactions.some(({ effects }) => effects.some((one) => one.is(inputChanged))),
      },
    ),
    autocompletion({ override: [(context) => completions({ language, context }).catch(() => null)] }),
    hoverTooltip((view, at) => hover({ language, view, at }).catch(() => null)),
    signatureHelp(language),
  ];
}

async function faults({
  language,
  say,
  code,
}: Pick<Options, 'language' | 'say'> & { code: string }): Promise<{ diagnostics: Diagnostic[]; isWhole: boolean }> {
  try {
    const found = await language.ask({ kind: 'faults', code });
    const diagnostics = found.map(
      (fault): Diagnostic => ({ from: fault.from, to: fault.to, severity: fault.severity, message: say(fault) }),
    );
    return { diagnostics, isWhole: true };
  } catch {
    const fault = syntaxFault(code);
    return { diagnostics: fault ? [{ ...fault, severity: 'error', message: say(undefined) }] : [], isWhole: false };
  }
}

async function completions({
  language,
  context,
}: Pick<Options, 'language'> & { context: CompletionContext }): Promise<CompletionResult | null> {
  const { pos: at, explicit } = context;
  if (!explicit && !context.matchBefore(/[\w$]$|\.$/)) return null;
  // No name follows a number.
  if (!explicit && context.matchBefore(/\b\d[\w.]*$/)) return null;
  const code = context.state.doc.toString();
  const found = await language.ask({ kind: 'completions', code, at });
  if (!found || context.aborted) return null;
  return {
    from: found.from,
    options: found.completions.map((completion) => optionOf({ language, code, at, completion })),
    validFor: /^[\w$]*$/,
  };
}

function optionOf({
  language,
  code,
  at,
  completion,
}: Pick<Options, 'language'> & { code: string; at: number; completion: ScriptCompletion }): Completion {
  const { name, kind, insert = name, from: before, boost } = completion;
  return {
    label: name,
    type: TYPES[kind] ?? 'variable',
    boost: Math.min(99, boost),
    // What is put in before the word, as `?.` in place of a dot, is put in with it.
    apply: (view, _, from, to) => {
      const start = before ?? from;
      view.dispatch({
        changes: { from: start, to, insert },
        selection: { anchor: start + insert.length },
        userEvent: 'input.complete',
      });
    },
    info: async () => {
      const details = await language.ask({ kind: 'details', code, at, name }).catch(() => undefined);
      return details ? tooltip(details) : null;
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  method: 'method',
  function: 'function',
  property: 'property',
  getter: 'property',
  keyword: 'keyword',
  const: 'constant',
  class: 'class',
  interface: 'interface',
  type: 'type',
};

async function hover({ language, view, at }: Pick<Options, 'language'> & { view: EditorView; at: number }) {
  const found = await language.ask({ kind: 'hover', code: view.state.doc.toString(), at });
  return found ? { pos: found.from, end: found.to, above: true, create: () => ({ dom: tooltip(found) }) } : null;
}

/** The type of something, and below it what is written about it. */
function tooltip({ type, about }: { type: string; about: string }): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-script-about';
  for (const [tag, text] of [
    ['code', type],
    ['p', about],
  ] as const) {
    if (text === '') continue;
    const part = document.createElement(tag);
    part.textContent = text;
    dom.append(part);
  }
  return dom;
}
