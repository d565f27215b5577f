import { Module } from '@nestjs/common';
import { FlowRepository, FlowTestRepository, TransactionRunner } from '@patchbay/db';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { NodeNamesService } from '../tests/node-names.service.ts';
import { BundlesService } from './bundles.service.ts';
import { DraftsService } from './drafts.service.ts';
import { FlowProblems } from './flow-problems.ts';
import { FlowsController } from './flows.controller.ts';
import { FlowsService } from './flows.service.ts';
import { PublishingService } from './publishing.service.ts';

@Module({
  imports: [ConnectionsModule, ConversationsModule],
  controllers: [FlowsController],
  providers: [
    {
      provide: FlowRepository,
      useFactory: (runner: TransactionRunner) => new FlowRepository(runner),
      inject: [TransactionRunner],
    },
    {
      provide: FlowTestRepository,
      useFactory: (runner: TransactionRunner) => new FlowTestRepository(runner),
      inject: [TransactionRunner],
    },
    NodeNamesService,
    FlowProblems,
    DraftsService,
    PublishingService,
    BundlesService,
    FlowsService,
  ],
  exports: [FlowRepository, FlowTestRepository, DraftsService, PublishingService, BundlesService],
})
export class FlowsModule {}
