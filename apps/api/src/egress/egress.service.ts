import { Inject, Injectable } from '@nestjs/common';
import { type EgressEntry, EgressRepository, WorkspaceRepository } from '@patchbay/db';
import type { EgressScope, OutboundHttp } from '@patchbay/outbound-http';
import { OUTBOUND_HTTP } from '../connections/outbound.ts';
import { Metrics } from '../platform/health/metrics.ts';
import { throughOutage } from '../platform/database/through-outage.ts';
import { DrainList } from '../platform/lifecycle/drain-list.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import { LOG, type Log } from '../platform/log.ts';

/** Who calls out, and what for. */
export interface Caller {
  workspaceId: string;
  purpose: 'http' | 'model' | 'test';
  /** Key of the flow, or empty. */
  flow: string;
  connection: string;
}

/** A change of what may be reached counts everywhere after so long. Milliseconds. */
const KNOWN_MS = 2_000;
const WRITE_MS = 3_000;
const MOST_WAITING = 10_000;
export const PRIVATE_NETWORK_SETTING = 'private-network';

/** What leaves, on behalf of workspaces: within what each may reach, counted by who, where and how it ended. */
@Injectable()
export class EgressService implements Drainable {
  readonly #repository: EgressRepository;
  readonly #settings: WorkspaceRepository;
  readonly #http: OutboundHttp;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #known = new Map<string, { until: number; policy: Promise<Pick<EgressScope, 'hosts' | 'allowPrivate'>> }>();
  readonly #waiting = new Map<string, { workspaceId: string; entry: EgressEntry & { calls: number } }>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    @Inject(EgressRepository) repository: EgressRepository,
    @Inject(WorkspaceRepository) settings: WorkspaceRepository,
    @Inject(OUTBOUND_HTTP) http: OutboundHttp,
    @Inject(Metrics) metrics: Metrics,
    @Inject(LOG) log: Log,
    @Inject(DrainList) drains: DrainList,
  ) {
    this.#repository = repository;
    this.#settings = settings;
    this.#http = http;
    this.#metrics = metrics;
    this.#log = log;
    drains.add(this);
  }

  /** The one client, for this caller. What may be reached is looked up at each call. */
  for(caller: Caller): Pick<OutboundHttp, 'request' | 'fetchFor'> {
    const scopeOf = async (): Promise<EgressScope> => ({
      ...(await this.#policy(caller.workspaceId)),
      tell: ({ host, outcome }) => this.#tell({ caller, host, outcome }),
    });
    return {
      request: async (options) => this.#http.request({ ...options, scope: await scopeOf() }),
      fetchFor:
        ({ allowOrigins = [] }) =>
        async (input, init) =>
          this.#http.fetchFor({ allowOrigins, scope: await scopeOf() })(input, init),
    };
  }

  /** What was changed here counts here at once. */
  forget(): void {
    this.#known.clear();
  }

  async drain(): Promise<void> {
    await this.write();
  }

  /** Of calls that were cut off last. */
  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await this.write();
  }

  /** Writes what was counted since. */
  async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const workspaceId of new Set(waiting.map((one) => one.workspaceId))) {
      const entries = waiting.filter((one) => one.workspaceId === workspaceId).map(({ entry }) => entry);
      await this.#repository.add({ workspaceId, entries }).catch((error: unknown) => {
        this.#log.warn({ err: error }, 'Calls that left could not be recorded.');
      });
    }
  }

  #policy(workspaceId: string): Promise<Pick<EgressScope, 'hosts' | 'allowPrivate'>> {
    const known = this.#known.get(workspaceId);
    if (known && performance.now() < known.until) return known.policy;
    const policy = throughOutage(() => this.#ask(workspaceId));
    if (this.#known.size > 1_000) this.#known.clear();
    this.#known.set(workspaceId, { until: performance.now() + KNOWN_MS, policy });
    policy.catch(() => this.#known.delete(workspaceId));
    return policy;
  }

  async #ask(workspaceId: string): Promise<Pick<EgressScope, 'hosts' | 'allowPrivate'>> {
    const [hosts, allowed] = await Promise.all([
      this.#repository.hosts(workspaceId),
      this.#settings.setting(PRIVATE_NETWORK_SETTING),
    ]);
    const allowPrivate = Array.isArray(allowed) ? allowed.filter((entry) => typeof entry === 'string') : [];
    return { hosts: hosts ?? undefined, allowPrivate };
  }

  #tell({ caller, host, outcome }: { caller: Caller; host: string; outcome: string }): void {
    const { workspaceId, purpose, flow, connection } = caller;
    this.#metrics.egress.inc({ purpose, outcome: /^\d/.test(outcome) ? `${outcome[0]}xx` : outcome });
    this.#log.info({ workspaceId, purpose, flow, connection, host, outcome }, 'egress');
    const entry = { purpose, flow, connection, host: host.slice(0, 255), outcome };
    const key = JSON.stringify([workspaceId, entry]);
    const known = this.#waiting.get(key);
    if (known) known.entry.calls += 1;
    else if (this.#waiting.size < MOST_WAITING) this.#waiting.set(key, { workspaceId, entry: { ...entry, calls: 1 } });
    if (!this.#closed) this.#timer ??= setTimeout(() => void this.write(), WRITE_MS).unref();
  }
}
