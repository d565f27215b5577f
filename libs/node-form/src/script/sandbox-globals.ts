/** Of the language's own names, those that the sandbox takes away: see its guest-source. */
const TAKEN_AWAY = /^declare var (SharedArrayBuffer|Atomics|FinalizationRegistry|WeakRef): .*;$/gm;

/** The language that the sandbox's engine has, as TypeScript's libraries name it. */
export const SANDBOX_LIBRARIES = [
  'lib.es2025.d.ts',
  'lib.esnext.array.d.ts',
  'lib.esnext.disposable.d.ts',
  'lib.esnext.error.d.ts',
];

/**
 * What a script is given beside `input` and the language. The functions of one value take any here, as they do when they run: `isNaN('x')` is what people write. A node that
 * failed has why in place of its result.
 */
export const SANDBOX_GLOBALS = `
interface ScriptConsole {
  /** Writes to the trace of the conversation. */
  log(...values: unknown[]): void;
  /** Writes to the trace of the conversation. */
  info(...values: unknown[]): void;
  /** Writes to the trace of the conversation, as a warning. */
  warn(...values: unknown[]): void;
  /** Writes to the trace of the conversation, as an error. */
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  dir(...values: unknown[]): void;
  table(...values: unknown[]): void;
}
interface NodeFailure {
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean };
}
declare function setTimeout(callback: (...values: any[]) => void, milliseconds?: number, ...values: any[]): number;
declare function clearTimeout(timer: number | undefined): void;
declare function isNaN(value: any): boolean;
declare function isFinite(value: any): boolean;
declare function parseInt(value: any, radix?: number): number;
declare function parseFloat(value: any): number;
`;

/** A file of the language's library without what the sandbox takes away. */
export function withoutTakenAway(library: string): string {
  return library.replace(TAKEN_AWAY, '');
}
