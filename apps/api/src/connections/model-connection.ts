import type { ModelConnection } from '@patchbay/model';
import { NodeError } from '@patchbay/node-kit';
import type { ResolvedConnection } from './connections.service.ts';
import { originsOf } from './credential.ts';

const MISDIRECTED = 'The credential of this connection was given for another address: give it again.';

/** A resolved connection as the model adapter takes it; undefined when it is none of a model. Throws `connection.origin_refused`. */
export function modelConnection({
  connection,
  owner,
}: {
  connection: ResolvedConnection;
  /** Whose client it is: what may be reached is that workspace's. */
  owner: string;
}): ModelConnection | undefined {
  const { kind, key, config, secrets, allowOrigins } = connection;
  if (kind === 'http') return undefined;
  // Somebody changed the address past us: what is sealed goes where it was given for.
  if (Object.keys(secrets).length > 0 && originsOf(connection).some((origin) => !connection.origins.includes(origin)))
    throw new NodeError({ code: 'connection.origin_refused', message: MISDIRECTED, fault: 'user' });
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : undefined);
  const timeoutMs = typeof config.timeoutMs === 'number' ? config.timeoutMs : undefined;
  const [baseUrl, model, organization] = [text('baseUrl'), text('model'), text('organization')];
  return {
    key,
    owner,
    kind,
    allowOrigins,
    secrets: secrets.apiKey === undefined ? {} : { apiKey: secrets.apiKey },
    config: {
      ...(baseUrl ? { baseUrl } : {}),
      ...(model ? { model } : {}),
      ...(organization ? { organization } : {}),
      ...(timeoutMs ? { timeoutMs } : {}),
    },
  };
}
