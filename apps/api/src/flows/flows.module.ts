import { Module } from '@nestjs/common';
import { CommentRepository, FlowRepository, FlowTestRepository, TransactionRunner } from '@patchbay/db';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { NodeNamesService } from '../tests/node-names.service.ts';
import { BundlesService } from './bundles.service.ts';
import { DraftChanges } from './draft-changes.ts';
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
    {
      provide: CommentRepository,
      useFactory: (runner: TransactionRunner) => new CommentRepository(runner),
      inject: [TransactionRunner],
    },
    FlowProblems,
    DraftChanges,
    DraftsService,
    PublishingService,
    BundlesService,
    FlowsService,
  ],
  exports: [
    CommentRepository,
    FlowRepository,
    FlowTestRepository,
    DraftChanges,
    DraftsService,
    PublishingService,
    BundlesService,
  ],
})
export class FlowsModule {}
