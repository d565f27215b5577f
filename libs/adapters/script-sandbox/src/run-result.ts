import { NodeError, type ScriptLog, type ScriptResult } from '@patchbay/node-kit';
import type { RunEnd } from './process/run-end.ts';
import { SANDBOX_LIMITS } from './sandbox-limits.ts';

/** The result of a run, or the `NodeError` that says why there is none. */
export function toResult({
  end,
  limits,
}: {
  end: RunEnd;
  limits: { timeoutMs: number; memoryMb: number };
}): ScriptResult {
  const { outcome, logs } = end;
  switch (outcome.status) {
    case 'value':
      return { value: outcome.value, logs };
    case 'threw':
      throw new NodeError({
        code: 'script.error',
        message: outcome.message === '' ? outcome.name : `${outcome.name}: ${outcome.message}`,
        fault: 'user',
        details: {
          name: outcome.name,
          ...(outcome.line === undefined ? {} : { line: outcome.line }),
          ...(outcome.column === undefined ? {} : { column: outcome.column }),
          logs: logs.map(logData),
        },
      });
    case 'not_json':
      throw authorFault({
        code: 'script.not_json',
        message: `What the script returned is not JSON: ${outcome.message}`,
        logs,
      });
    case 'too_large':
      throw authorFault({
        code: 'script.output_too_large',
        message: `What the script returned is larger than ${SANDBOX_LIMITS.outputBytes / 1024} KB`,
        logs,
      });
    case 'timeout':
      throw authorFault({
        code: 'script.timeout',
        message: outcome.stuck
          ? 'The script waits for something that can never happen'
          : `The script did not end within ${limits.timeoutMs} ms`,
        logs,
      });
    case 'memory':
      throw authorFault({
        code: 'script.memory',
        message: `The script needs more than ${limits.memoryMb} MB of memory`,
        logs,
      });
    case 'too_many_calls':
      throw authorFault({
        code: 'script.error',
        message: `RangeError: The script set or cleared timers more than ${SANDBOX_LIMITS.bridgeCalls} times`,
        logs,
      });
    case 'aborted':
      throw new NodeError({ code: 'aborted', message: 'The script was stopped', fault: 'user' });
    case 'busy':
      throw new NodeError({
        code: 'sandbox_busy',
        message: 'Too many scripts run at the same time',
        retryable: true,
        fault: 'ours',
      });
    case 'unavailable':
      throw new NodeError({
        code: 'sandbox_unavailable',
        message: 'The script could not be run',
        retryable: true,
        fault: 'ours',
        cause: new Error(outcome.reason),
      });
    case 'refused':
      throw new NodeError({ code: 'sandbox_unavailable', message: outcome.reason, retryable: false, fault: 'ours' });
    case 'bad_input':
      throw new TypeError('The input of a script must be JSON text');
    default: {
      const never: never = outcome;
      throw new Error(`Unknown outcome ${JSON.stringify(never)}`);
    }
  }
}

function authorFault({ code, message, logs }: { code: string; message: string; logs: ScriptLog[] }): NodeError {
  return new NodeError({ code, message, fault: 'user', details: { logs: logs.map(logData) } });
}

/** As plain data: an interface is no JsonValue to the compiler. */
function logData(log: ScriptLog) {
  return { level: log.level, text: log.text };
}
