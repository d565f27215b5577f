import type { HistoryPort, ModelPart, ModelRequest, Services } from '@patchbay/node-kit';

/** What leaves this process, bound to a workspace and a flow's version. */
export type OutsideServices = Pick<Services, 'model' | 'http' | 'script'>;

/** Makes the services of a run; asked only when the run needs one. */
export interface OutsideServicesFactory {
  bind(owner: { workspaceId: string; epoch: string; flow: string; version: number | null }): Promise<OutsideServices>;
}
export const OUTSIDE_SERVICES = Symbol('outside services');

/** Asked around each call that leaves, so that the message is kept first. */
export interface OutsideGate {
  /** Before a call to another system: resolves when the run is kept. */
  leave(): Promise<void>;
  /** Around work that stays on this machine and may take long: the run is kept when it does. */
  during<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** The services that handlers get: each call passes the gate, and reaches the real service then. */
export function gatedServices(options: {
  outside: () => Promise<OutsideServices>;
  gate: OutsideGate;
  history: HistoryPort;
}): Services {
  const { outside, gate, history } = options;
  async function* stream(request: ModelRequest): AsyncGenerator<ModelPart> {
    await gate.leave();
    const { model } = await outside();
    yield* model.stream(request);
  }
  return {
    history,
    model: { stream },
    http: {
      async request(request) {
        await gate.leave();
        const { http } = await outside();
        return http.request(request);
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
