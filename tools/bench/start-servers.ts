import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { z } from 'zod';
import { root } from '../lib/root.ts';
import { startReady } from './child-process.ts';
import type { Target } from './measure.ts';
import { benchAdmin, publishFlows } from './publish-flows.ts';

export interface Servers {
  targets: { floor: Target; model: Target; patchbay: Target };
  stop(): Promise<void>;
}

const file = (name: string) => path.join(root, 'tools', 'bench', name);

/** Those that `npm start` and the image start the API with. */
export const memoryFlags = (): string[] =>
  z
    .array(z.string())
    .parse(JSON.parse(readFileSync(path.join(root, 'tools', 'bootstrap', 'memory-flags.json'), 'utf8')));

/** PostgreSQL, the floor, a model and Patchbay on it, each in a process of its own. */
export async function startServers(options: { folder: string; api: string; nodeFlags: string[] }): Promise<Servers> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0)) await end();
  };
  try {
    const directory = path.join(options.folder, 'bench', 'postgres');
    const postgres = await startEmbeddedPostgres({ directory });
    ends.unshift(() => postgres.stop());
    const postmaster = Number(readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const start = async (process: Parameters<typeof startReady>[0]): Promise<Target> => {
      const { url, pid, stop: end } = await startReady(process);
      ends.unshift(end);
      return { url, pid, postmaster };
    };
    const floor = await start({ args: [file('floor-server.ts'), postgres.url], ready: /ready (\S+)/ });
    const model = await start({ args: [file('model-server.ts')], ready: /ready (\S+)/ });
    const patchbay = await start({
      args: [...memoryFlags(), ...options.nodeFlags, path.join(options.api, 'main.js')],
      ready: /ready at (\S+)/,
      env: {
        NODE_ENV: 'production',
        PORT: '0',
        PATCHBAY_DATA_DIR: path.join(options.folder, 'data'),
        DATABASE_URL: postgres.url,
        PATCHBAY_RATE_LIMITS: 'off',
        PATCHBAY_ADMIN_EMAIL: benchAdmin.email,
        PATCHBAY_ADMIN_PASSWORD: benchAdmin.password,
        OPENAI_API_KEY: 'bench',
        OPENAI_BASE_URL: `${model.url}/v1`,
        OPENAI_MODEL: 'test-model',
      },
    });
    await publishFlows(patchbay.url);
    return { targets: { floor, model, patchbay }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Milliseconds of two starts with its own embedded database, as `npm start` does it once everything is built: the first one makes the database. */
export async function coldStarts({
  api,
  folder,
}: {
  api: string;
  folder: string;
}): Promise<{ first: number; second: number }> {
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    const started = await startReady({
      args: [path.join(api, 'main.js')],
      ready: /ready at (\S+)/,
      env: { NODE_ENV: 'production', PORT: '0', PATCHBAY_DATA_DIR: path.join(folder, 'cold') },
    });
    times.push(started.readyMs);
    await started.stop();
  }
  return { first: times[0] ?? 0, second: times[1] ?? 0 };
}
