import type { SubmitIssue } from '@patchbay/node-kit';
import { productText } from './product-text.ts';
import { renderedConfig, untranslatedConfig } from './rendered-config.ts';
import type { Handlers, Plan, RunContext } from './run-context.ts';
import type { TurnInput } from './run-event.ts';
import type { Snapshot } from './snapshot.ts';
import { createVisit } from './visit.ts';

/** `not_open`: no component of that id is open now; whether it ever was, the record of events tells. */
export type Acceptance =
  | { ok: true }
  | { ok: false; code: 'not_open' }
  | { ok: false; code: 'values_invalid'; issues: SubmitIssue[] };

/** Whether an input may begin a turn: asked before it is stored, changes nothing. `context` is that of the turn, `env` included: templates of the waiting node are rendered. */
export function accept(options: {
  plan: Plan;
  snapshot: Snapshot;
  input: TurnInput;
  handlers: Handlers;
  context: RunContext;
}): Acceptance {
  const { plan, snapshot, input, handlers, context } = options;
  if (input.kind !== 'submit' && input.kind !== 'cancel') return { ok: true };
  const { waiting } = snapshot;
  if (snapshot.status !== 'waiting' || !waiting || waiting.waiting.component !== input.componentId)
    return { ok: false, code: 'not_open' };
  if (input.kind === 'cancel') return { ok: true };
  const frame = snapshot.frames.at(-1);
  const flow = frame?.caller === null ? plan.main : plan.flows.get(waiting.flow);
  const node = flow?.node(waiting.node);
  const check = node && handlers[node.type]?.check;
  if (!frame || !flow || !node || !check) return { ok: true };
  const { locale, timezone } = context.conversation;
  try {
    const visit = createVisit({ flow, frame, node, snapshot, context });
    const issues = check({
      // Parsed by the definition that the handler is typed from.
      config: renderedConfig(visit) as never,
      untranslated: untranslatedConfig(visit) as never,
      values: input.values,
      state: waiting.state,
      now: context.now,
      timezone,
      text: (key, values) => productText({ overrides: flow.texts, locale, key, ...(values ? { values } : {}) }),
    });
    return issues.length === 0 ? { ok: true } : { ok: false, code: 'values_invalid', issues };
  } catch {
    // What fails here fails its node as well: the turn may begin, and says so.
    return { ok: true };
  }
}
