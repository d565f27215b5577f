export interface ScriptRequest {
  /** Body of an async function, JavaScript (types already stripped). */
  code: string;
  /** JSON text of the `input` object. */
  input: string;
  /** Milliseconds from the start in the worker. */
  timeoutMs: number;
  memoryMb: number;
  signal: AbortSignal;
}

export interface ScriptLog {
  level: 'log' | 'info' | 'warn' | 'error';
  text: string;
}

/** `value` is the JSON text of what the script returned (`null` when it returned nothing). */
export interface ScriptResult {
  value: string;
  logs: ScriptLog[];
}

/**
 * Runs a script apart from everything. Throws `NodeError`: `script.error` (it threw; details: `{ name, line?, column?, logs }`), `script.timeout`,
 * `script.memory`, `script.not_json`, `script.output_too_large`, `script.input_too_large`, `sandbox_busy` (retryable), `sandbox_unavailable` (retryable), `aborted`.
 */
export interface ScriptPort {
  run(request: ScriptRequest): Promise<ScriptResult>;
}
