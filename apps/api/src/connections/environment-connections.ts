import type { ConnectionKind } from '@patchbay/api-contract';
import type { Configuration } from '../config/configuration.ts';

/** A connection that variables of the process make: every workspace has it, and nobody changes it here. */
export interface EnvironmentConnection {
  key: string;
  kind: ConnectionKind;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  /** Origins that this connection alone may reach although they are private. */
  allowOrigins: string[];
}

export const ENVIRONMENT_CONNECTIONS = Symbol('environment connections');

export function environmentConnections({
  openai,
  ollama,
}: Pick<Configuration, 'openai' | 'ollama'>): EnvironmentConnection[] {
  const found: EnvironmentConnection[] = [];
  if (openai) {
    found.push({
      key: 'openai',
      kind: 'openai',
      config: {
        ...(openai.baseUrl ? { baseUrl: openai.baseUrl } : {}),
        ...(openai.model ? { model: openai.model } : {}),
      },
      secrets: openai.apiKey ? { apiKey: openai.apiKey } : {},
      allowOrigins: openai.baseUrl ? [new URL(openai.baseUrl).origin] : [],
    });
  }
  if (ollama) {
    const baseUrl = /^https?:\/\//.test(ollama.host) ? ollama.host : `http://${ollama.host}`;
    found.push({
      key: 'ollama',
      kind: 'ollama',
      config: { baseUrl, ...(ollama.model ? { model: ollama.model } : {}) },
      secrets: {},
      allowOrigins: [new URL(baseUrl).origin],
    });
  }
  return found;
}
