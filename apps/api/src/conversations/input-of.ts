import type { TurnRequest } from '@patchbay/api-contract';
import type { JsonObject } from '@patchbay/node-kit';
import { nodeHandlers } from '@patchbay/nodes/handlers';
import { accept, type MessageFile, type Plan, type RunContext, type Snapshot, type TurnInput } from '@patchbay/runtime';
import { problems } from '../platform/http/problems.ts';
import { chatProblems } from './chat-problems.ts';

/** What the engine is told of a user's turn, with those of its files that there are. Throws 422 where there are none of those that it names, as in a preview. */
export function inputOf({ body, files }: { body: TurnRequest; files: MessageFile[] }): TurnInput {
  if ('submit' in body) {
    const { componentId, values } = body.submit;
    // The body was parsed from JSON, so its values are JSON.
    return { kind: 'submit', componentId, values: values as JsonObject };
  }
  if ('cancel' in body) return { kind: 'cancel', componentId: body.cancel.componentId };
  if (files.length === 0 && (body.files?.length ?? 0) > 0) throw chatProblems.unknownFile(0);
  return { kind: 'message', text: body.text, files };
}

/** Throws 409 for a component that is closed, 422 for one that never was or for values that it does not take. Changes nothing. */
export async function checkInput(options: {
  input: TurnInput;
  plan: Plan;
  snapshot: Snapshot;
  conversation: RunContext['conversation'];
  env: JsonObject;
  nowMs: number;
  hasShown(componentId: string): Promise<boolean>;
}): Promise<void> {
  const { input, plan, snapshot, conversation, env, nowMs } = options;
  if (input.kind !== 'submit' && input.kind !== 'cancel') return;
  const checked = accept({
    plan,
    snapshot,
    input,
    handlers: nodeHandlers,
    context: {
      now: new Date(nowMs).toISOString(),
      conversation,
      user: {},
      env,
      newId: () => '',
      elapsedMs: () => performance.now(),
      yieldNow: () => Promise.resolve(),
      stopSignal: () => new AbortController().signal,
      trace: false,
    },
  });
  if (checked.ok) return;
  if (checked.code === 'values_invalid')
    throw problems.invalid(
      checked.issues.map((issue) => ({ ...issue, path: `submit.values${issue.path ? `.${issue.path}` : ''}` })),
      'Some of the values are not valid.',
    );
  if (await options.hasShown(input.componentId)) throw chatProblems.componentClosed();
  throw chatProblems.unknownComponent(`${input.kind}.componentId`);
}
