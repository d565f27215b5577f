import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { PatchbayDataSource } from '@patchbay/db';
import { AppModule } from './app.module.ts';
import type { Configuration } from './config/configuration.ts';
import { ownAddress } from './fan-out/own-address.ts';
import { Peers } from './fan-out/peers.ts';
import { ReplicaPresence } from './fan-out/replica-presence.ts';
import { createAdapter } from './platform/http/create-adapter.ts';
import { onlyHealth } from './platform/http/only-health.ts';
import { NestLogger } from './platform/http/nest-logger.ts';
import { type ServedRoute, servedRoutes } from './platform/http/served-routes.ts';
import { DrainList } from './platform/lifecycle/drain-list.ts';
import { Readiness } from './platform/lifecycle/readiness.ts';
import { WebApps } from './platform/static/web-apps.ts';
import { forwardPreviews } from './preview/forward-previews.ts';

export interface App {
  nest: NestFastifyApplication;
  /** Every route that is served, as the server itself registered it. */
  routes: readonly ServedRoute[];
  /** Takes calls from now on; gives the address that is listened on. */
  listen(): Promise<string>;
  /** Takes no new work, lets running turns end, then closes. The data source stays open for its owner to close. */
  close(options?: { deadlineMs?: number }): Promise<void>;
}

const DRAIN_MS = 20_000;
const LINGER_MS = 500;

/** The whole API on a database that is connected and migrated. */
export async function createApp({
  configuration,
  dataSource,
  directUrl,
  webRoot,
}: {
  configuration: Configuration;
  dataSource: PatchbayDataSource;
  /** Of the database, past a pooler: LISTEN belongs to a session. */
  directUrl: string;
  webRoot: string;
}): Promise<App> {
  const adapter = createAdapter(configuration);
  const server = adapter.getInstance();
  const routes = servedRoutes(server);
  if (configuration.role === 'worker') onlyHealth(server);
  else forwardPreviews({ server, others: () => ({ peers: nest.get(Peers), presence: nest.get(ReplicaPresence) }) });
  const readiness = new Readiness();
  // Anybody may ask whether it is ready: names are for the log alone.
  for (const { code } of dataSource.missingWalls)
    readiness.warn(async () => `Row-level security of the database: ${code}. What to do was printed at the start.`);
  const nest = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({ configuration, dataSource, directUrl, log: server.log, readiness, webRoot }),
    adapter,
    { bodyParser: false, logger: new NestLogger(server.log), abortOnError: false, forceCloseConnections: false },
  );
  if (configuration.role !== 'worker') await nest.get(WebApps).serveAssets(server);
  await nest.init();
  const { host } = configuration;
  const reachedAt = () =>
    configuration.replicaUrl ?? ownAddress({ host, port: portOf(nest.getHttpServer().address()) });
  return {
    nest,
    routes,
    async listen() {
      await nest.listen(configuration.port, configuration.host);
      if (configuration.role !== 'worker') await nest.get(ReplicaPresence).listensAt(reachedAt());
      return localUrl({ address: nest.getHttpServer().address(), host: configuration.host });
    },
    async close({ deadlineMs = DRAIN_MS } = {}) {
      readiness.drain();
      await nest.get(DrainList).drain({ deadlineMs });
      // All turns have ended: connections that are only held open, or calls that hang, get a moment more.
      const force = setTimeout(() => nest.getHttpServer().closeAllConnections(), LINGER_MS);
      await nest.close();
      clearTimeout(force);
    },
  };
}

function localUrl({ address, host }: { address: unknown; host: string }): string {
  const port = portOf(address);
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function portOf(address: unknown): number {
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}
