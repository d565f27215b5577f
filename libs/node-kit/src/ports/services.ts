import type { HistoryPort } from './history-port.ts';
import type { HttpPort } from './http-port.ts';
import type { ModelPort } from './model-port.ts';
import type { ScriptPort } from './script-port.ts';

/** Every service that a handler may ask for, bound to one workspace, conversation and flow version before it is handed in. */
export interface Services {
  model: ModelPort;
  http: HttpPort;
  script: ScriptPort;
  history: HistoryPort;
}

export type ServiceName = keyof Services;
