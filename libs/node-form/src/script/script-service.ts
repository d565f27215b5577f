import ts from 'typescript';
import { type InputDeclaration } from './input-shape.ts';
import { SANDBOX_GLOBALS, SANDBOX_LIBRARIES, withoutTakenAway } from './sandbox-globals.ts';
import { faultsOf, type ScriptFault } from './script-faults.ts';

export interface ScriptCompletion {
  name: string;
  /** As TypeScript names it: `method`, `property`, `const`. */
  kind: string;
  /** What is written, and in place of what, where that is not the name for the word at the caret. */
  insert?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** Among those of one place, the higher first. */
  boost: number;
}

export interface ScriptCompletions {
  /** Where the word at the caret begins. */
  from: number;
  completions: ScriptCompletion[];
}

/** What something is: its type as TypeScript writes it, and what is written about it. */
export interface ScriptHover {
  from: number;
  to: number;
  type: string;
  about: string;
}

export interface ScriptSignature {
  before: string;
  parameters: string[];
  after: string;
  /** The parameter at the caret. */
  active: number;
  about: string;
}

/** The kinds of file that a script can be read as: types make it TypeScript, which is stricter than a beginner's JavaScript bears. */
type Reading = 'js' | 'ts';

const READINGS: Record<Reading, { file: string; head: string; options: ts.CompilerOptions }> = {
  js: {
    file: '/script.js',
    head: 'void async function (/** @type {input.Input} */ input, /** @type {ScriptConsole} */ console) {\n',
    options: { allowJs: true, checkJs: true, noImplicitAny: false },
  },
  ts: {
    file: '/script.ts',
    head: 'void async function (input: input.Input, console: ScriptConsole) {\n',
    options: { noImplicitAny: true },
  },
};
const TAIL = '\n}';

const shared: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Legacy,
  lib: SANDBOX_LIBRARIES,
  types: [],
  noEmit: true,
  strict: true,
  useUnknownInCatchVariables: false,
  noImplicitThis: false,
  erasableSyntaxOnly: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
};

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: false,
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
};

/** TypeScript's language service over one script, which is the body of an async function that is given `input` and `console`. Knows no browser; offsets are those of the script. */
export class ScriptService {
  readonly #libraries: ReadonlyMap<string, string>;
  readonly #files = new Map<string, { text: string; version: number }>();
  readonly #service: ts.LanguageService;
  #input: InputDeclaration = { text: '', open: [], order: [] };
  #reading: Reading = 'js';

  /** `libraries`: the texts of TypeScript's `lib.*.d.ts`, by file name. */
  constructor(libraries: ReadonlyMap<string, string>) {
    this.#libraries = libraries;
    this.#write('/sandbox.d.ts', SANDBOX_GLOBALS);
    this.#service = ts.createLanguageService(this.#host());
  }

  /** What is said from now on is in these words: TypeScript's own of another language, as JSON by their keys; undefined for English. They hold for all services of a page. */
  speak(messages = '{}'): void {
    // TypeScript looks for them beside itself, in the folder of a language that it knows.
    ts.validateLocaleAndSetLanguage('de', {
      getExecutingFilePath: () => '/typescript.js',
      resolvePath: (path) => path,
      fileExists: () => true,
      readFile: () => messages,
    });
    // What was said before is kept by the version of a file.
    for (const { file } of Object.values(READINGS)) this.#write(file, '');
  }

  setInput(input: InputDeclaration): void {
    this.#input = input;
    this.#write('/input.d.ts', input.text);
  }

  faults(code: string): ScriptFault[] {
    this.#show(code);
    const { file, head } = READINGS[this.#reading];
    const program = this.#service.getProgram();
    const source = program?.getSourceFile(file);
    if (!program || !source) return [];
    const diagnostics = [...this.#service.getSyntacticDiagnostics(file), ...this.#service.getSemanticDiagnostics(file)];
    const open = new Set(this.#input.open);
    const last = Math.max(0, code.length - 1);
    // What is missing is missed behind the end.
    const checker = program.getTypeChecker();
    const found = faultsOf({ diagnostics, source, checker, open }).filter(({ to }) => to > head.length);
    const placed = found.map((fault) => {
      const from = Math.min(last, Math.max(0, fault.from - head.length));
      return { ...fault, from, to: Math.min(code.length, Math.max(from + 1, fault.to - head.length)) };
    });
    return placed.toSorted((one, other) => one.from - other.from);
  }

  completions({ code, at }: { code: string; at: number }): ScriptCompletions | undefined {
    const { file, head } = this.#show(code);
    const found = this.#service.getCompletionsAtPosition(file, head.length + at, preferences);
    if (!found) return undefined;
    const rank = new Map(this.#input.order.map((name, index) => [name, this.#input.order.length - index]));
    const word = /[\w$]*$/.exec(code.slice(0, at))?.[0] ?? '';
    return {
      from: at - word.length,
      completions: found.entries.flatMap((entry) => {
        if (entry.kindModifiers?.includes('deprecated') || (!found.isMemberCompletion && NEVER.has(entry.name)))
          return [];
        // A symbol of the language, such as that of its iterator.
        if (entry.insertText?.startsWith('[Symbol')) return [];
        const { start = 0, length = 0 } = entry.replacementSpan ?? {};
        const from = entry.replacementSpan ? start - head.length : undefined;
        return {
          name: entry.name,
          kind: entry.kind,
          insert: entry.insertText,
          from,
          to: from === undefined ? undefined : from + length,
          boost: found.isMemberCompletion
            ? (rank.get(entry.name) ?? 0)
            : LOCAL_FIRST - Number.parseInt(entry.sortText, 10),
        };
      }),
    };
  }

  /** What is written about a completion. */
  details({
    code,
    at,
    name,
  }: {
    code: string;
    at: number;
    name: string;
  }): Pick<ScriptHover, 'type' | 'about'> | undefined {
    const { file, head } = this.#show(code);
    const place = head.length + at;
    const found = this.#service.getCompletionEntryDetails(file, place, name, {}, undefined, preferences, undefined);
    return found && { type: ts.displayPartsToString(found.displayParts), about: plain(found.documentation) };
  }

  hover({ code, at }: { code: string; at: number }): ScriptHover | undefined {
    const { file, head } = this.#show(code);
    const found = this.#service.getQuickInfoAtPosition(file, head.length + at);
    if (!found) return undefined;
    const from = found.textSpan.start - head.length;
    const type = ts.displayPartsToString(found.displayParts);
    return { from, to: from + found.textSpan.length, type, about: plain(found.documentation) };
  }

  /** The call that the caret is in. */
  signature({ code, at }: { code: string; at: number }): ScriptSignature | undefined {
    const { file, head } = this.#show(code);
    const found = this.#service.getSignatureHelpItems(file, head.length + at, undefined);
    if (!found) return undefined;
    const textOf = ts.displayPartsToString;
    // What takes a symbol of the language is what nobody means, though it comes first: `replace` has such.
    const isPlain = ({ parameters }: ts.SignatureHelpItem) =>
      !parameters.some(({ displayParts }) => textOf(displayParts).includes('[Symbol.'));
    const chosen = found.items[found.selectedItemIndex];
    const item = chosen && !isPlain(chosen) ? (found.items.find(isPlain) ?? chosen) : chosen;
    if (!item) return undefined;
    return {
      before: textOf(item.prefixDisplayParts),
      parameters: item.parameters.map(({ displayParts }) => textOf(displayParts)),
      after: textOf(item.suffixDisplayParts),
      active: found.argumentIndex,
      about: plain(item.documentation),
    };
  }

  /** Puts the script in place, as JavaScript where it is that. */
  #show(code: string): (typeof READINGS)[Reading] {
    this.#reading = 'js';
    this.#write(READINGS.js.file, `${READINGS.js.head}${code}${TAIL}`);
    if (this.#service.getSyntacticDiagnostics(READINGS.js.file).some(isOfTypes)) {
      this.#reading = 'ts';
      this.#write(READINGS.ts.file, `${READINGS.ts.head}${code}${TAIL}`);
    }
    return READINGS[this.#reading];
  }

  #write(name: string, text: string): void {
    const known = this.#files.get(name);
    if (known?.text !== text) this.#files.set(name, { text, version: (known?.version ?? 0) + 1 });
  }

  #host(): ts.LanguageServiceHost {
    const readFile = (path: string) =>
      this.#files.get(path)?.text ??
      (path.startsWith(LIBRARY) ? this.#libraries.get(path.slice(LIBRARY.length)) : undefined);
    const snapshots = new Map<string, ts.IScriptSnapshot>();
    return {
      readFile,
      fileExists: (path) => readFile(path) !== undefined,
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => `${LIBRARY}lib.d.ts`,
      getCompilationSettings: () => ({ ...shared, ...READINGS[this.#reading].options }),
      getScriptFileNames: () => ['/sandbox.d.ts', '/input.d.ts', READINGS[this.#reading].file],
      getScriptVersion: (path) => String(this.#files.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const kept = snapshots.get(path);
        if (kept) return kept;
        const text = readFile(path);
        if (text === undefined) return undefined;
        if (this.#files.has(path)) return ts.ScriptSnapshot.fromString(text);
        const made = ts.ScriptSnapshot.fromString(withoutTakenAway(text));
        snapshots.set(path, made);
        return made;
      },
    };
  }
}

const LIBRARY = '/lib/';
/** Sort texts of TypeScript begin at 10, for what the script itself declares. */
const LOCAL_FIRST = 20;
/** Names that are no help. */
const NEVER = new Set(['globalThis', 'arguments', 'eval', 'import', 'export', 'package', 'super', 'debugger']);

/** Said of TypeScript's syntax in a file of JavaScript. */
function isOfTypes({ code }: ts.Diagnostic): boolean {
  return code >= 8000 && code < 9000;
}

/** What is written about something, its links as the words that they stand at. */
function plain(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString(parts?.slice()).replace(/\{@link(?:code|plain)?\s+([^}|\s]+)[^}]*\}/g, '$1');
}
