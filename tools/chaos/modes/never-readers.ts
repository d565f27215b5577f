import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from '../audience.ts';
import { User } from '../client/user.ts';
import { Cluster } from '../cluster/cluster.ts';
import { echo } from '../flows/echo.ts';
import { verbose } from '../flows/verbose.ts';
import { inParallel } from '../in-parallel.ts';
import type { Mode, ModeOptions } from './mode.ts';

const CONVERSATIONS = 8;
const OPEN_AT_ONCE = 50;
/** How much is said to each of them, 100 kB at a time: much more than sockets and the product keep for who does not read. */
const MESSAGES = { long: 80, short: 100 };
/** The most that a process may grow by a reader who does not read, and by the work itself. Bytes. */
const BY_READER = 64 * 1024;
const BY_WORK = 340 * 1024 * 1024;

/** Clients that follow conversations and never read a byte. */
export const neverReaders: Mode = {
  name: 'never-readers',
  title: 'clients follow conversations and never read, while much is said in them',
  async run(options) {
    const { long, random, tally, results, log: _, ...place } = options;
    const count = options.sizes.clients ?? (long ? 2_000 : 60);
    const cluster = await Cluster.start({ name: 'never', random, replicas: 1, ...place });
    // Nothing that reads ahead stands between.
    const port = () => cluster.replicas[0]?.port ?? cluster.port();
    const sleepers: (() => void)[] = [];
    try {
      await publish(cluster);
      const users = Array.from(
        { length: CONVERSATIONS },
        (_, index) => new User({ name: `never${index}`, flow: verbose.key, port, random: random.fork() }),
      );
      const audience = new Audience({ name: 'reads', cluster, random, tally, folder: results });
      await inParallel({ items: users, atOnce: CONVERSATIONS, work: async (user) => void (await user.open()) });
      // What it needs for its work, once, with no reader that sleeps.
      await talk({ users, messages: 5 });
      const before = memoryOf(cluster);
      await inParallel({
        items: Array.from({ length: count }, (_, index) => index),
        atOnce: OPEN_AT_ONCE,
        work: async (index) => {
          const user = users[index % users.length];
          if (user) sleepers.push(await follow({ port: port(), user }));
        },
      });
      tally.add('clients that never read', sleepers.length);
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, memoryOf(cluster));
      }, 100);
      await talk({ users, messages: long ? MESSAGES.long : MESSAGES.short });
      clearInterval(watch);
      // Who reads is served as ever.
      await audience.converse({ flow: echo, turns: 5, wordMs: 0 });
      judge({ grown: most - before, count, options });
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'never-readers', what })));
      await Promise.all(users.map((user) => user.close()));
    } finally {
      for (const leave of sleepers) leave();
      await cluster.stop();
    }
  },
};

function judge({ grown, count, options }: { grown: number; count: number; options: ModeOptions }): void {
  const { tally } = options;
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  tally.note(`grew by ${megabytes(grown)} MB at most`);
  const allowed = BY_WORK + count * BY_READER;
  if (grown > allowed)
    tally.violated({
      rule: 'degrade',
      who: 'never-readers',
      what: `the process grew by ${megabytes(grown)} MB; ${megabytes(allowed)} MB are allowed`,
    });
}

async function publish({ administration }: Cluster): Promise<void> {
  await administration.call({ method: 'POST', path: '/flows/import', body: verbose });
  await administration.call({ method: 'POST', path: `/flows/${verbose.key}/publish`, body: {} });
  await sleep(50);
}

async function talk({ users, messages }: { users: readonly User[]; messages: number }): Promise<void> {
  await Promise.all(
    users.map(async (user) => {
      for (let number = 1; number <= messages; number++) {
        await user.say(`${number}`, { form: 'json' });
        // What this user was shown is not looked at.
        for (const turn of user.history.turns) [turn.calls, turn.answers] = [[], []];
        for (const { items } of user.history.follows) items.length = 0;
      }
    }),
  );
}

/** Follows the conversation, and does not read; gives the way to end it. */
function follow({ port, user }: { port: number; user: User }): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${user.history.token}` };
    const call = request({ port, host: '127.0.0.1', path: `${user.path}/events`, agent: false, headers });
    call.on('response', (response) => {
      response.pause();
      response.on('error', () => undefined);
      resolve(() => call.destroy());
    });
    call.on('error', reject);
    call.end();
  });
}

function memoryOf({ replicas }: Cluster): number {
  return Math.max(0, ...replicas.map((replica) => replica.residentBytes() ?? 0));
}
