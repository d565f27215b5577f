import { connectDataSource, migrate } from '@patchbay/db';
import type { Configuration } from './config/configuration.ts';
import { createApp } from './create-app.ts';
import { DemoService } from './demo/demo.service.ts';
import { OutsideService } from './outside/outside.service.ts';
import { openDatabase } from './platform/database/open-database.ts';
import { tellAddress } from './platform/lifecycle/running-address.ts';
import { StartupMessages } from './platform/lifecycle/startup-messages.ts';

/** Starts everything that the configuration asks for, says where it is, and ends cleanly on SIGTERM and SIGINT: the API first, the embedded database last. */
export async function startProcess({
  configuration,
  webRoot,
}: {
  configuration: Configuration;
  webRoot: string;
}): Promise<void> {
  const database = await openDatabase(configuration);
  const closing: (() => Promise<void>)[] = [() => database.stop()];
  const end = endOnce(closing);
  const onSignal = () => void end.onSignal();
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  try {
    await migrate({ url: database.directUrl });
    const dataSource = await connectDataSource({
      url: database.url,
      ownerUrl: database.directUrl,
      poolSize: configuration.databasePoolSize,
      silenceMs: configuration.databaseSilenceMs,
      preparedStatements: configuration.preparedStatements,
      applicationName: 'patchbay',
    });
    closing.unshift(() => dataSource.destroy());
    for (const { message } of dataSource.missingWalls) console.warn(`Warning: ${message}`);
    const app = await createApp({ configuration, dataSource, directUrl: database.directUrl, webRoot });
    closing.unshift(() => app.close());
    const isWorker = configuration.role === 'worker';
    if (!isWorker) await app.nest.get(DemoService).seed();
    const local = await app.listen();
    const url = configuration.publicUrl ?? local;
    if (!isWorker) {
      const forgetAddress = tellAddress({ dataDir: configuration.dataDir, url });
      closing.unshift(async () => forgetAddress());
    }
    console.log(`Patchbay is ready at ${url}`);
    // In the background: the first script of a user need not wait for its worker to start.
    void app.nest
      .get(OutsideService)
      .warmUp()
      .catch(() => undefined);
    if (!isWorker) for (const line of await app.nest.get(StartupMessages).lines({ url })) console.log(line);
  } catch (error) {
    // Asked to end while it was starting: what then fails is of no interest.
    if (end.begun) return;
    console.error(error instanceof Error ? error.message : error);
    await end.now(1);
  }
}

/** A second signal within this time is the same one, sent to the whole process group and handed on by a parent. Milliseconds. */
const SAME_SIGNAL_MS = 3_000;

// Closes in order, once, whoever asks first. Who asks again later does not want to wait any longer.
function endOnce(closing: (() => Promise<void>)[]) {
  let begunAt: number | undefined;
  async function now(code: number): Promise<void> {
    begunAt = performance.now();
    let worst = code;
    for (const close of closing) {
      try {
        await close();
      } catch (error) {
        worst = 1;
        console.error(error instanceof Error ? error.message : error);
      }
    }
    process.exit(worst);
  }
  return {
    get begun() {
      return begunAt !== undefined;
    },
    now,
    async onSignal() {
      if (begunAt === undefined) return now(0);
      if (performance.now() - begunAt > SAME_SIGNAL_MS) process.exit(130);
    },
  };
}
