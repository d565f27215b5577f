import { Global, Module } from '@nestjs/common';
import { DeletionRepository, TransactionRunner, WorkspaceRepository } from '@patchbay/db';
import { createModelClients } from '@patchbay/model';
import type { OutboundHttp } from '@patchbay/outbound-http';
import { createVault, loadMasterKeys } from '@patchbay/vault';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { Metrics } from '../platform/health/metrics.ts';
import { LOG, type Log } from '../platform/log.ts';
import { VariablesController } from '../variables/variables.controller.ts';
import { ConnectionTester } from './connection-tester.ts';
import { ConnectionsController } from './connections.controller.ts';
import { ConnectionsService } from './connections.service.ts';
import { ENVIRONMENT_CONNECTIONS, environmentConnections } from './environment-connections.ts';
import { MODEL_CLIENTS, OUTBOUND_HTTP, outboundHttp } from './outbound.ts';
import { RunPorts } from './run-ports.ts';
import { secretStoreMap } from './secret-store-map.ts';
import { SecretStores } from './secret-stores.ts';
import { VAULT, type Vault } from './vault.ts';

/** The vault, on the key of this installation. Throws when the key is not the one that this database's credentials were sealed with. */
async function openVault(configuration: Configuration, repository: WorkspaceRepository): Promise<Vault> {
  const vault = createVault({
    keys: loadMasterKeys({ dataDir: configuration.dataDir, given: configuration.masterKey }),
  });
  const check = await repository.ensureSetting({ key: 'master-key-check', value: vault.checkValue() });
  if (typeof check !== 'string' || !vault.verifyCheckValue(check)) {
    throw new Error(
      'PATCHBAY_MASTER_KEY does not hold the key of this database: its credentials could not be opened. Set the key that it was begun with, or turned over to.',
    );
  }
  return vault;
}

@Global()
@Module({
  controllers: [ConnectionsController, VariablesController],
  providers: [
    {
      provide: WorkspaceRepository,
      useFactory: (runner: TransactionRunner) => new WorkspaceRepository(runner),
      inject: [TransactionRunner],
    },
    {
      provide: DeletionRepository,
      useFactory: (runner: TransactionRunner) => new DeletionRepository(runner),
      inject: [TransactionRunner],
    },
    { provide: ENVIRONMENT_CONNECTIONS, useFactory: environmentConnections, inject: [CONFIGURATION] },
    {
      provide: OUTBOUND_HTTP,
      useFactory: (configuration: Configuration): OutboundHttp => outboundHttp(configuration),
      inject: [CONFIGURATION],
    },
    { provide: MODEL_CLIENTS, useFactory: createModelClients },
    { provide: VAULT, useFactory: openVault, inject: [CONFIGURATION, WorkspaceRepository] },
    {
      provide: SecretStores,
      useFactory: (
        { secretStores: settings }: Configuration,
        repository: WorkspaceRepository,
        http: OutboundHttp,
        metrics: Metrics,
        log: Log,
      ) => new SecretStores({ stores: secretStoreMap({ settings, http, metrics, log }), repository }),
      inject: [CONFIGURATION, WorkspaceRepository, OUTBOUND_HTTP, Metrics, LOG],
    },
    ConnectionsService,
    ConnectionTester,
    RunPorts,
  ],
  exports: [
    OUTBOUND_HTTP,
    WorkspaceRepository,
    DeletionRepository,
    ENVIRONMENT_CONNECTIONS,
    ConnectionsService,
    RunPorts,
  ],
})
export class ConnectionsModule {}
