import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type HotPool, JobStore, PartitionStore, RetentionStore } from '@patchbay/db';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { HOT_POOL } from '../platform/database/tokens.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { DrainList } from '../platform/lifecycle/drain-list.ts';
import { LOG, type Log } from '../platform/log.ts';
import { RetentionJob } from './retention-job.ts';
import { RetentionRound } from './retention-round.ts';

/** Partitions for the days to come, and the end of what was kept for long enough. */
@Module({
  providers: [
    {
      provide: RetentionJob,
      useFactory: (pool: HotPool, ids: Ids, { retention }: Configuration, log: Log) =>
        new RetentionJob({
          jobs: new JobStore(pool),
          owner: ids.next(),
          round: (pace) =>
            new RetentionRound({
              ...{ store: new RetentionStore(pool), partitions: new PartitionStore(pool) },
              ...{ settings: retention, pace, log },
            }),
          log,
        }),
      inject: [HOT_POOL, IDS, CONFIGURATION, LOG],
    },
  ],
})
export class RetentionModule implements OnApplicationBootstrap {
  readonly #job: RetentionJob;
  readonly #role: Configuration['role'];

  constructor(
    @Inject(RetentionJob) job: RetentionJob,
    @Inject(DrainList) drains: DrainList,
    @Inject(CONFIGURATION) { role }: Configuration,
  ) {
    this.#job = job;
    this.#role = role;
    drains.add(job);
  }

  onApplicationBootstrap(): void {
    if (this.#role !== 'api') this.#job.start();
  }
}
