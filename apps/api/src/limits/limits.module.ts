import { Global, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { BotStore, type HotPool, SharedCountStore, TransactionRunner, WorkspaceRepository } from '@patchbay/db';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { HOT_POOL } from '../platform/database/tokens.ts';
import { DrainList } from '../platform/lifecycle/drain-list.ts';
import { LOG, type Log } from '../platform/log.ts';
import { BudgetsController } from './budgets.controller.ts';
import { BudgetsService } from './budgets.service.ts';
import { ChatLimits } from './chat-limits.ts';
import { LoginThrottle } from './login-throttle.ts';
import { ModelBudget } from './model-budget.ts';
import { SharedCounts } from './shared-counts.ts';

/** How much may be asked of an installation: rates of calls, and tokens of models. */
@Global()
@Module({
  controllers: [BudgetsController],
  providers: [
    {
      provide: SharedCountStore,
      useFactory: (pool: HotPool) => new SharedCountStore(pool),
      inject: [HOT_POOL],
    },
    {
      provide: SharedCounts,
      useFactory: (store: SharedCountStore, log: Log, drains: DrainList) => {
        const counts = new SharedCounts({ store, log });
        drains.add(counts);
        return counts;
      },
      inject: [SharedCountStore, LOG, DrainList],
    },
    {
      provide: WorkspaceRepository,
      useFactory: (runner: TransactionRunner) => new WorkspaceRepository(runner),
      inject: [TransactionRunner],
    },
    BudgetsService,
    {
      provide: ModelBudget,
      useFactory: (budgets: BudgetsService, store: SharedCountStore, counts: SharedCounts) => {
        const budget = new ModelBudget({
          budgetOf: (workspaceId) => budgets.of(workspaceId),
          tokensOf: (conversation) => store.tokensOfConversation(conversation),
          countOf: async (change) => (await store.add([change])).get(change.name) ?? 0,
        });
        counts.add(budget);
        return budget;
      },
      inject: [BudgetsService, SharedCountStore, SharedCounts],
    },
    {
      provide: LoginThrottle,
      useFactory: (counts: SharedCounts) => {
        const throttle = new LoginThrottle();
        counts.add(throttle);
        return throttle;
      },
      inject: [SharedCounts],
    },
    {
      provide: ChatLimits,
      useFactory: (configuration: Configuration, counts: SharedCounts, pool: HotPool) => {
        const bots = new BotStore(pool);
        return new ChatLimits({
          on: configuration.rateLimits,
          counts,
          workspaceOf: (address) => bots.workspaceOf(address),
        });
      },
      inject: [CONFIGURATION, SharedCounts, HOT_POOL],
    },
  ],
  exports: [ChatLimits, LoginThrottle, ModelBudget],
})
export class LimitsModule implements OnApplicationBootstrap {
  readonly #counts: SharedCounts;

  constructor(@Inject(SharedCounts) counts: SharedCounts) {
    this.#counts = counts;
  }

  onApplicationBootstrap(): void {
    this.#counts.start();
  }
}
