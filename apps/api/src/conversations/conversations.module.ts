import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { BotStore, ConversationRecordStore, type HotPool } from '@patchbay/db';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { HOT_POOL } from '../platform/database/tokens.ts';
import { Metrics } from '../platform/health/metrics.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { FanOut } from '../fan-out/fan-out.ts';
import { StateFormats } from '../fan-out/state-formats.ts';
import { DrainList } from '../platform/lifecycle/drain-list.ts';
import { Readiness } from '../platform/lifecycle/readiness.ts';
import { LOG, type Log } from '../platform/log.ts';
import { ChatController } from './chat.controller.ts';
import { ChatService } from './chat.service.ts';
import { ChatPageController } from './chat-page.controller.ts';
import { ConversationCloser } from './conversation-closer.ts';
import { ConversationEngine } from './conversation-engine.ts';
import { ConversationRecordsController } from './conversation-records.controller.ts';
import { FollowConversationService } from './follow-conversation.service.ts';
import { OpenStreams } from './open-streams.ts';
import { OUTSIDE_SERVICES, type OutsideServicesFactory } from './outside-services.ts';

/** Conversations of end users: the chat API, the chat page, timers, and what the studio reads of them. */
@Module({
  controllers: [ChatController, ChatPageController, ConversationRecordsController],
  providers: [
    {
      provide: ConversationEngine,
      useFactory: (
        pool: HotPool,
        outside: OutsideServicesFactory,
        fanOut: FanOut,
        formats: StateFormats,
        metrics: Metrics,
        readiness: Readiness,
        drains: DrainList,
        ids: Ids,
        log: Log,
      ) => new ConversationEngine({ pool, outside, fanOut, formats, metrics, readiness, drains, ids, log }),
      inject: [HOT_POOL, OUTSIDE_SERVICES, FanOut, StateFormats, Metrics, Readiness, DrainList, IDS, LOG],
    },
    part(ChatService, (engine) => engine.chat),
    part(FollowConversationService, (engine) => engine.following),
    part(OpenStreams, (engine) => engine.streams),
    part(ConversationCloser, (engine) => engine.closer),
    part(ConversationRecordStore, (engine) => engine.records),
    part(BotStore, (engine) => engine.bots),
  ],
  exports: [ConversationEngine, ConversationCloser, OpenStreams],
})
export class ConversationsModule implements OnApplicationBootstrap {
  readonly #engine: ConversationEngine;
  readonly #role: Configuration['role'];

  constructor(
    @Inject(ConversationEngine) engine: ConversationEngine,
    @Inject(CONFIGURATION) { role }: Pick<Configuration, 'role'>,
  ) {
    this.#engine = engine;
    this.#role = role;
  }

  onApplicationBootstrap(): void {
    if (this.#role !== 'api') this.#engine.schedule.start();
  }
}

function part<Part>(provide: new (...parameters: never[]) => Part, useFactory: (engine: ConversationEngine) => Part) {
  return { provide, useFactory, inject: [ConversationEngine] };
}
