import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from './client/exchange.ts';
import type { Cluster } from './cluster/cluster.ts';

/** How soon every replica is to answer again when what it lacked is back, in milliseconds, and how many turns as slow as calm ones are it may take beside that. */
export const BACK_MS = 5_000;
export const CALM_TURNS = 4;

const LONGEST_MS = 120_000;
const PAUSE_MS = 100;

/** Milliseconds until every replica has begun a conversation that was asked for from now on. */
export async function timeToAnswer({ cluster }: { cluster: Cluster }): Promise<number> {
  const began = Date.now();
  await Promise.all(cluster.replicas.map(({ port }) => untilAnswered({ port, began })));
  return Date.now() - began;
}

async function untilAnswered({ port, began }: { port: number; began: number }): Promise<void> {
  while (Date.now() - began < LONGEST_MS) {
    const { connection } = await exchange({
      port,
      path: '/api/chat/chaos-echo/conversations',
      body: {},
      form: 'json',
      headers: { 'idempotency-key': `probe ${began}` },
    });
    if (connection.end === 'whole') return;
    await sleep(PAUSE_MS);
  }
}
