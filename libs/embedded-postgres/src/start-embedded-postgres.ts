import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Cluster } from './cluster.ts';
import { clusterPassword } from './cluster-password.ts';
import { clusterPlace, makeParent } from './cluster-place.ts';
import { ensureRunning } from './ensure-running.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { takeOwnerLock } from './owner-lock.ts';
import { platformBinaries } from './platform-binaries.ts';
import { prepareDatabase } from './prepare-database.ts';
import { ownerUrl } from './role-password.ts';
import { refuseUnfitPlace } from './refuse-unfit-place.ts';
import { serverIdentity } from './server-identity.ts';
import { stopCluster } from './stop-cluster.ts';
import { supervise } from './supervise.ts';
import { takeOver } from './take-over.ts';

export interface EmbeddedPostgres {
  /** Address of the database `patchbay` as its owner, who is no superuser. */
  url: string;
  port: number;
  /** Whether a server was found running whose owner had died. */
  adopted: boolean;
  /** Stops the server and gives the data directory free. May be called again. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Data directory of the cluster; what belongs to it (lock, port, password) stands beside it. */
  directory: string;
  /** Settings of the server beside ours, or in their place. A server that is found running with other ones is started again. */
  settings?: Record<string, string>;
  /** Told what takes long or went wrong. */
  log?: (text: string) => void;
}

/** For a small machine: durable, and quick to start. */
const defaultSettings: Record<string, string> = {
  shared_buffers: '128MB',
  max_connections: '100',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'fatal',
  log_checkpoints: 'off',
  password_encryption: 'scram-sha-256',
};

/**
 * Starts, adopts or restarts the PostgreSQL of a data directory, and starts it again when it dies. Throws when another living process owns the directory, or when
 * no user can run a server there.
 */
export async function startEmbeddedPostgres({
  directory: given,
  settings = {},
  log = () => undefined,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  makeParent(given);
  const place = clusterPlace(given);
  const { directory } = place;
  refuseUnfitPlace(directory);
  const lock = await takeOwnerLock(place.lock);
  try {
    const cluster: Cluster = { directory, ...serverIdentity({ directory, binaries: platformBinaries() }) };
    const password = clusterPassword({ file: place.password, directory });
    if (!existsSync(path.join(directory, 'PG_VERSION'))) log('Making the embedded database …');
    else takeOver(cluster);
    await initialiseCluster({ ...cluster, password });
    const wish = { cluster, password, settings: { ...defaultSettings, ...settings } };
    const { port, adopted } = await ensureRunning({ ...wish, port: rememberedPort(place.port) });
    if (adopted) log('Found the embedded database running; its owner had died.');
    writeFileSync(place.port, String(port));
    await prepareDatabase({ port, password, marker: place.prepared });
    const endSupervision = supervise({ wish: { ...wish, port }, log });
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await endSupervision();
      try {
        await stopCluster(cluster);
      } finally {
        lock.release();
      }
    };
    return { url: ownerUrl({ port, password }), port, adopted, stop: () => (stopping ??= stop()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function rememberedPort(file: string): number | undefined {
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
