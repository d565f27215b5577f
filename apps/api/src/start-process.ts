import { createDataSource, migrate } from '@patchbay/db';
import type { Configuration } from './config/configuration.ts';
import { createApp } from './create-app.ts';
import { openDatabase } from './platform/database/open-database.ts';
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
  const onSignal = () => void end(0);
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
  try {
    await migrate({ url: database.directUrl });
    const dataSource = createDataSource({
      url: database.url,
      poolSize: configuration.databasePoolSize,
      applicationName: 'patchbay',
    });
    await dataSource.initialize();
    closing.unshift(() => dataSource.destroy());
    const app = await createApp({ configuration, dataSource, webRoot });
    closing.unshift(() => app.close());
    const local = await app.listen();
    const url = configuration.publicUrl ?? local;
    console.log(`Patchbay is ready at ${url}`);
    for (const line of await app.nest.get(StartupMessages).lines({ url })) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}

// Closes in order, once, whoever asks first; a second signal does not wait any longer.
function endOnce(closing: (() => Promise<void>)[]): (code: number) => Promise<void> {
  let ending = false;
  return async (code) => {
    if (ending) process.exit(130);
    ending = true;
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
  };
}
