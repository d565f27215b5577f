export type { SandboxLog } from './pool/pool-options.ts';
export { createRemoteSandbox } from './runner/create-remote-sandbox.ts';
export { SANDBOX_LIMITS } from './sandbox-limits.ts';
export type { ScriptSandbox } from './script-sandbox.ts';
export { MissingWallsError, wallsInWords } from './process/missing-walls-error.ts';
export { ScriptSyntaxError } from './strip/script-syntax-error.ts';
export { stripTypes } from './strip/strip-types.ts';
