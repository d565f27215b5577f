import type { OutboundHttp } from '@patchbay/outbound-http';
import type { ModelClients } from './model-clients.ts';
import type { ModelConnection } from './model-connection.ts';
import { modelFailure } from './model-failure.ts';

/** Asks a model server what models it has: whether it can be reached, and with this key. */
export async function testModelConnection(options: {
  connection: ModelConnection;
  http: Pick<OutboundHttp, 'fetchFor'>;
  clients: ModelClients;
}): Promise<{ ok: boolean; message: string; models?: string[] }> {
  try {
    const client = await options.clients.get(options);
    const models = (await client.models(AbortSignal.timeout(10_000))).slice(0, 500);
    return { ok: true, message: `It answers, and has ${models.length} models.`, models };
  } catch (error) {
    return { ok: false, message: modelFailure({ error, secrets: options.connection.secrets }).error.message };
  }
}
