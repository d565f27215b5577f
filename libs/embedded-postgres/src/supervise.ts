import { type ServerWish, ensureRunning } from './ensure-running.ts';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { serverLog } from './server-log.ts';

const LOOK_MS = 250;
const LOG_LOOKS = 240;
/** Pause after a restart that failed, and the longest of them. Milliseconds. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Restarts the server, on the port that it had, whenever it dies while its owner lives. The answer ends that, and waits for a restart that is going on. */
export function supervise({
  wish,
  log,
}: {
  wish: ServerWish & { port: number };
  log: (text: string) => void;
}): () => Promise<void> {
  const { directory } = wish.cluster;
  const file = serverLog(directory);
  let pid = readPostmaster(directory)?.pid;
  let looks = 0;
  let pause = 0;
  let notBefore = 0;
  let restart: Promise<void> | undefined;

  const look = () => {
    if (++looks % LOG_LOOKS === 0) file.keepSmall();
    if (restart || Date.now() < notBefore || (pid !== undefined && isAlive(pid))) return;
    if (pause === 0) log(`The embedded PostgreSQL has died and is started again. The end of its log:\n${file.end()}`);
    restart = ensureRunning({ ...wish, keepPort: true })
      .then(() => {
        pid = readPostmaster(directory)?.pid;
        pause = 0;
        log('The embedded PostgreSQL runs again.');
      })
      .catch((error: unknown) => {
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2 || PAUSE_MS);
        notBefore = Date.now() + pause;
        log(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        restart = undefined;
      });
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await restart;
  };
}
