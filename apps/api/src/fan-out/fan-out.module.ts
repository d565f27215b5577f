import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type HotPool, ReplicaStore } from '@patchbay/db';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { HOT_POOL } from '../platform/database/tokens.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { LOG, type Log } from '../platform/log.ts';
import { FanOut } from './fan-out.ts';
import { Peers } from './peers.ts';
import { PostgresWire } from './postgres-wire.ts';
import { RedisWire } from './redis-wire.ts';
import { ReplicaPresence } from './replica-presence.ts';
import { RELEASE } from './release.ts';
import { StateFormats } from './state-formats.ts';
import { WorkspaceChanges } from './workspace-changes.ts';

const REPLICA_ID = Symbol('replica id');

/** What the processes of an installation know and tell of each other. */
@Module({})
export class FanOutModule implements OnModuleInit, OnApplicationShutdown {
  readonly #fanOut: FanOut;
  readonly #presence: ReplicaPresence;

  constructor(@Inject(FanOut) fanOut: FanOut, @Inject(ReplicaPresence) presence: ReplicaPresence) {
    this.#fanOut = fanOut;
    this.#presence = presence;
  }

  /** `directUrl`: of the database, past a pooler. */
  static with({ directUrl }: { directUrl: string }): DynamicModule {
    return {
      module: FanOutModule,
      global: true,
      providers: [
        { provide: REPLICA_ID, useFactory: (ids: Ids) => ids.next(), inject: [IDS] },
        { provide: ReplicaStore, useFactory: (pool: HotPool) => new ReplicaStore(pool), inject: [HOT_POOL] },
        StateFormats,
        WorkspaceChanges,
        { provide: Peers, useFactory: (id: string) => new Peers(id), inject: [REPLICA_ID] },
        {
          provide: FanOut,
          useFactory: (id: string, store: ReplicaStore, { redisUrl }: Configuration, log: Log) => {
            const installation = () => store.installation();
            const wire = redisUrl
              ? new RedisWire({ url: redisUrl, installation, log })
              : new PostgresWire({ url: directUrl });
            return new FanOut({ id, wire, log });
          },
          inject: [REPLICA_ID, ReplicaStore, CONFIGURATION, LOG],
        },
        {
          provide: ReplicaPresence,
          useFactory: (
            id: string,
            store: ReplicaStore,
            { role }: Configuration,
            fanOut: FanOut,
            formats: StateFormats,
            peers: Peers,
            log: Log,
          ) =>
            new ReplicaPresence({
              store,
              self: { id, role, release: RELEASE, ...formats.reads },
              onOthers: (others) => {
                fanOut.meet(new Set(others.map((other) => other.id)));
                formats.meet(others);
                peers.meet(others);
              },
              log,
            }),
          inject: [REPLICA_ID, ReplicaStore, CONFIGURATION, FanOut, StateFormats, Peers, LOG],
        },
      ],
      exports: [FanOut, StateFormats, Peers, ReplicaPresence, WorkspaceChanges],
    };
  }

  async onModuleInit(): Promise<void> {
    await this.#presence.start();
    this.#fanOut.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#presence.stop();
    await this.#fanOut.stop();
  }
}
