import type { OutboundHttp } from '@patchbay/outbound-http';
import { createEnvironmentStore, createFileStore, createVaultStore } from '@patchbay/vault';
import type { SecretStoreSettings } from '../config/secret-store-settings.ts';
import type { Metrics } from '../platform/health/metrics.ts';
import type { Log } from '../platform/log.ts';
import type { SecretStoreMap } from './secret-stores.ts';

/** The stores that the configuration names. Calls to a vault are the installation's own, no workspace's: no list of hosts holds them, and they are logged and counted as such. */
export function secretStoreMap({
  settings,
  http,
  metrics,
  log,
}: {
  settings: SecretStoreSettings;
  http: Pick<OutboundHttp, 'request'>;
  metrics: Pick<Metrics, 'egress'>;
  log: Log;
}): SecretStoreMap {
  const tell = ({ host, outcome }: { host: string; outcome: string }) => {
    metrics.egress.inc({ purpose: 'vault', outcome: /^\d/.test(outcome) ? `${outcome[0]}xx` : outcome });
    log.info({ purpose: 'vault', host, outcome }, 'egress');
  };
  const { variables, directory, vault } = settings;
  return {
    environment: createEnvironmentStore(variables),
    ...(directory === undefined ? {} : { file: createFileStore({ directory }) }),
    ...(vault === undefined
      ? {}
      : {
          vault: createVaultStore({
            settings: vault,
            http: { request: (request) => http.request({ ...request, scope: { tell } }) },
            warn: (message) => log.warn(message),
          }),
        }),
  };
}
