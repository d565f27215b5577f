import { type ChildProcess, spawn } from 'node:child_process';

// Reads "+ pid" and "- pid"; when the pipe ends, this process is no more: what it started ends too, and its folder goes. A server that was starting is found by its file.
const cleaner = `
pids=" "
while read -r sign pid; do
  if [ "$sign" = + ]; then pids="$pids$pid "; else pids=$(printf %s "$pids" | sed "s/ $pid / /"); fi
done
for pid in $pids; do kill -KILL "$pid"; done
for round in 1 2 3 4 5; do
  for file in "$1"/*/postgres/postmaster.pid "$1"/*/disk/postgres/postmaster.pid; do read -r pid <"$file" && kill -QUIT "$pid"; done
  sleep 0.3
done
for round in 1 2 3; do umount "$1"/*/disk; rm -rf "$1"; sleep 0.2; done`;

/** Ends what a chaos run has started and removes its folder, also when the run itself was killed. */
export class Offspring {
  readonly #watchdog: ChildProcess;

  constructor({ folder }: { folder: string }) {
    this.#watchdog = spawn('/bin/sh', ['-c', cleaner, 'sh', folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      cwd: '/',
    });
    this.#watchdog.unref();
    this.#watchdog.stdin?.on('error', () => undefined);
  }

  add(pid: number): void {
    this.#watchdog.stdin?.write(`+ ${pid}\n`);
  }

  remove(pid: number): void {
    this.#watchdog.stdin?.write(`- ${pid}\n`);
  }

  /** Has all of them ended and removed, as when this process dies. */
  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#watchdog.once('exit', resolve));
    this.#watchdog.ref();
    this.#watchdog.stdin?.end();
    await ended;
  }
}
