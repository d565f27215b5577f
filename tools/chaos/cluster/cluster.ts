import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Disturbances } from '../check/inspect-conversation.ts';
import { chaosFlows } from '../flows/chaos-flows.ts';
import type { EffectRow } from '../flows/chaos-flow.ts';
import { ItsmServer } from '../outside/itsm-server.ts';
import { TalkativeModel } from '../outside/talkative-model.ts';
import type { Random } from '../random.ts';
import { Administration } from './administration.ts';
import { ChaosDatabase } from './chaos-database.ts';
import { LoadBalancer } from './load-balancer.ts';
import type { Offspring } from './offspring.ts';
import { Replica, type ReplicaEnd } from './replica.ts';

const administrator = { email: 'chaos@example.com', password: 'a long chaos password' };

export interface ClusterOptions {
  /** Unique in a run. */
  name: string;
  /** Where everything of the run is kept. */
  folder: string;
  /** Folder of the built API. */
  api: string;
  offspring: Offspring;
  random: Random;
  replicas: number;
  /** Whether they are all started at once on the empty database; else the first one makes it ready. */
  together?: boolean;
  /** More variables of every replica. */
  env?: Record<string, string>;
  database?: { directory?: string; settings?: Record<string, string> };
}

/** Replicas of the product on one database, the systems around them, and one address before them. */
export class Cluster {
  readonly replicas: Replica[] = [];
  readonly database: ChaosDatabase;
  readonly balancer: LoadBalancer;
  readonly itsm: ItsmServer;
  readonly model: TalkativeModel;
  readonly killedAtMs: number[] = [];
  readonly disturbedAtMs: number[] = [];
  /** Replicas that ended although nobody had asked them to, and nodes that failed by a fault of ours. */
  readonly surprises: string[] = [];
  readonly #options: ClusterOptions;
  readonly #expected = new Set<Replica>();
  #administration: Administration | undefined;
  #started = 0;

  private constructor(parts: {
    options: ClusterOptions;
    database: ChaosDatabase;
    balancer: LoadBalancer;
    itsm: ItsmServer;
    model: TalkativeModel;
  }) {
    this.#options = parts.options;
    this.database = parts.database;
    this.balancer = parts.balancer;
    this.itsm = parts.itsm;
    this.model = parts.model;
  }

  static async start(options: ClusterOptions): Promise<Cluster> {
    const { name, folder, random, database } = options;
    const home = path.join(folder, name);
    mkdirSync(home, { recursive: true });
    const cluster = new Cluster({
      options,
      database: await ChaosDatabase.start({
        directory: database?.directory ?? path.join(home, 'postgres'),
        ...(database?.settings ? { settings: database.settings } : {}),
      }),
      balancer: await LoadBalancer.start(),
      itsm: await ItsmServer.start({ random: random.fork() }),
      model: await TalkativeModel.start(),
    });
    try {
      const first = options.together ? 0 : 1;
      if (first > 0) await cluster.addReplica();
      await Promise.all(Array.from({ length: options.replicas - first }, () => cluster.addReplica()));
      await cluster.#publish();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** The one address of all replicas. */
  readonly port = (): number => this.balancer.port;

  get disturbances(): Disturbances {
    return { killedAtMs: this.killedAtMs, disturbedAtMs: this.disturbedAtMs };
  }

  get administration(): Administration {
    if (!this.#administration) throw new Error('The cluster has no administrator yet.');
    return this.#administration;
  }

  /** Starts one more and takes it among those that get calls. `armed`: it is to end by itself. */
  async addReplica({
    env = {},
    armed = false,
  }: {
    env?: Record<string, string>;
    armed?: boolean;
  } = {}): Promise<Replica> {
    const { api, offspring, folder, name } = this.#options;
    const replica = await Replica.start({
      name: `${name}-r${++this.#started}`,
      onFault: (line) => this.surprises.push(line.slice(0, 4_000)),
      api,
      offspring,
      env: {
        PORT: '0',
        NODE_ENV: 'production',
        DATABASE_URL: this.database.url,
        PATCHBAY_DATA_DIR: path.join(folder, name, 'data'),
        PATCHBAY_MASTER_KEY: Buffer.alloc(32, 'chaos').toString('base64'),
        PATCHBAY_ADMIN_EMAIL: administrator.email,
        PATCHBAY_ADMIN_PASSWORD: administrator.password,
        PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1/32',
        PATCHBAY_RATE_LIMITS: 'off',
        OPENAI_API_KEY: 'none',
        OPENAI_BASE_URL: this.model.baseUrl,
        OPENAI_MODEL: 'test-model',
        ...this.#options.env,
        ...env,
      },
    });
    if (armed) this.#expected.add(replica);
    this.replicas.push(replica);
    if (replica.port !== 0) this.balancer.add(replica);
    this.disturbedAtMs.push(replica.readyAtMs);
    void replica.ended.then((end) => this.#ended({ replica, end }));
    return replica;
  }

  /** SIGKILL. */
  async kill(replica: Replica): Promise<ReplicaEnd> {
    this.#expected.add(replica);
    return replica.kill();
  }

  /** SIGTERM; waits until it has ended. */
  async terminate(replica: Replica): Promise<ReplicaEnd> {
    this.#expected.add(replica);
    const end = await replica.terminate();
    if (end.code !== 0)
      this.surprises.push(`${replica.name} was asked to end and ended with ${end.code ?? end.signal}`);
    return end;
  }

  /** A replica that is not to be missed when it ends. */
  expect(replica: Replica): void {
    this.#expected.add(replica);
  }

  disturbed(atMs: number = Date.now()): void {
    this.disturbedAtMs.push(atMs);
  }

  /** What the product says that a conversation did outside. */
  async effectsOf(conversationId: string): Promise<EffectRow[]> {
    const { effects } = await this.administration.read<{ effects: EffectRow[] }>(
      `/conversations/${conversationId}/events`,
    );
    return effects;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.replicas.map((replica) => {
        replica.resume();
        return this.kill(replica);
      }),
    );
    await this.balancer.stop();
    await this.itsm.stop();
    await this.model.stop();
    await this.database.stop();
  }

  #ended({ replica, end }: { replica: Replica; end: ReplicaEnd }): void {
    const index = this.replicas.indexOf(replica);
    if (index >= 0) this.replicas.splice(index, 1);
    this.balancer.remove(replica);
    this.disturbedAtMs.push(end.atMs);
    if (end.signal === 'SIGKILL') this.killedAtMs.push(end.atMs);
    if (!this.#expected.has(replica))
      this.surprises.push(
        `${replica.name} ended by itself (${end.code ?? end.signal}):\n${replica.output.slice(-4_000)}`,
      );
  }

  async #publish(): Promise<void> {
    // Past the load balancer, which cuts what is slow to answer.
    const port = () => this.replicas[0]?.port ?? this.port();
    const administration = await Administration.enter({ port, ...administrator });
    this.#administration = administration;
    await administration.call({ method: 'PUT', path: '/variables/itsm', body: { value: this.itsm.url } });
    for (const { documents } of chaosFlows) {
      for (const document of documents) {
        await administration.call({ method: 'POST', path: '/flows/import', body: document });
        await administration.call({ method: 'POST', path: `/flows/${document.key}/publish`, body: {} });
      }
    }
    // Each replica hears of it by the workspace's epoch, with its next read.
    await sleep(50);
  }
}
