import type { HistoryPort, HttpRequest, ModelPart, ModelRequest, Services } from '@patchbay/node-kit';
import type { FlowBudget } from '@patchbay/runtime';
import type { EffectLedger } from './effect-ledger.ts';

/** What leaves this process, bound to a workspace and a flow's version. */
export type OutsideServices = Pick<Services, 'model' | 'http' | 'script'>;

/** Makes the services of a run; asked only when the run needs one. */
export interface OutsideServicesFactory {
  bind(owner: {
    workspaceId: string;
    epoch: string;
    flow: string;
    version: number | null;
    /** Undefined for a preview. */
    conversationId: string | undefined;
    /** What the flow itself lets models take. */
    budget: FlowBudget;
  }): Promise<OutsideServices>;
}
export const OUTSIDE_SERVICES = Symbol('outside services');

/** Asked around each call that leaves, so that the message is kept first. */
export interface OutsideGate {
  /** Before a call to another system: resolves when the run is kept. */
  leave(): Promise<void>;
  /** At the beginning of a call that may be made again freely: the run is kept soon, and before anything of the answer is shown. Gives what is to be called at its end. */
  soon(): Promise<() => void>;
  /** After the first words of an answer: resolves when its rest may go on. */
  begun(): Promise<void>;
  /** Around work that stays on this machine and may take long: the run is kept when it does. */
  during<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** The services that handlers get: each call passes the gate, and reaches the real service then. */
export function gatedServices(options: {
  outside: () => Promise<OutsideServices>;
  gate: OutsideGate;
  ledger: EffectLedger;
  history: HistoryPort;
}): Services {
  const { outside, gate, ledger, history } = options;
  async function* stream(request: ModelRequest): AsyncGenerator<ModelPart> {
    // Asking a model changes nothing there: it need not wait until the run is kept.
    const over = await gate.soon();
    try {
      const { model } = await outside();
      let told = false;
      for await (const part of model.stream(request)) {
        yield part;
        if (!told && part.type === 'text') await gate.begun();
        told ||= part.type === 'text';
      }
    } finally {
      over();
    }
  }
  return {
    history,
    model: { stream },
    http: {
      async request(request) {
        if (READS.has(request.method) || request.idempotencyKey === undefined) {
          await gate.leave();
          const { http } = await outside();
          return http.request(request);
        }
        const key = ledger.nextKey(request.idempotencyKey);
        return ledger.act({ key, name: nameOf(request), repeatable: isRepeatable(request) }, async () => {
          const { http } = await outside();
          return http.request({ ...request, idempotencyKey: key });
        });
      },
    },
    script: {
      run: (request) =>
        gate.during(async () => {
          const { script } = await outside();
          return script.run(request);
        }),
    },
  };
}

/** What changes nothing at the other side may be asked again. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** RFC 9110: the same again has the same effect. */
const IDEMPOTENT: ReadonlySet<string> = new Set(['PUT', 'DELETE']);

// A key goes out with every request; that the other side heeds it, only the author knows, and says so by naming the header or by letting the node try again.
function isRepeatable({ method, headers, retry }: HttpRequest): boolean {
  const named = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'idempotency-key');
  return IDEMPOTENT.has(method) || named || (retry?.attempts ?? 1) > 1;
}

// Without the query, which may hold what is secret.
function nameOf({ method, url }: HttpRequest): string {
  const [place = ''] = url.split(/[?#]/);
  return `${method} ${place.replace(/\/\/[^/@]*@/, '//')}`.slice(0, 300);
}
