import { Module } from '@nestjs/common';
import { FlowRepository, FlowTestRepository } from '@patchbay/db';
import { ConversationEngine } from '../conversations/conversation-engine.ts';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { DraftsService } from '../flows/drafts.service.ts';
import { FlowsModule } from '../flows/flows.module.ts';
import { PreviewModule } from '../preview/preview.module.ts';
import { PreviewRunner } from '../preview/preview-runner.ts';
import { PreviewService } from '../preview/preview.service.ts';
import { PinsModule } from './pins.module.ts';
import { PinsService } from './pins.service.ts';
import { readPast } from './past-conversation.ts';
import { ReplaysService } from './replays.service.ts';
import { TestsController } from './tests.controller.ts';
import { TestsService } from './tests.service.ts';

function pastOf({ records, following, files }: ConversationEngine) {
  return (place: { workspaceId: string; conversationId: string }) => readPast({ records, following, files, ...place });
}

/** Test cases of flows, and past conversations on the draft. */
@Module({
  imports: [FlowsModule, ConversationsModule, PreviewModule, PinsModule],
  controllers: [TestsController],
  providers: [
    {
      provide: TestsService,
      useFactory: (
        store: FlowTestRepository,
        flows: FlowRepository,
        drafts: DraftsService,
        pins: PinsService,
        runner: PreviewRunner,
        preview: PreviewService,
        engine: ConversationEngine,
      ) => new TestsService({ store, flows, drafts, pins, runner, preview, past: pastOf(engine) }),
      inject: [
        FlowTestRepository,
        FlowRepository,
        DraftsService,
        PinsService,
        PreviewRunner,
        PreviewService,
        ConversationEngine,
      ],
    },
    {
      provide: ReplaysService,
      useFactory: (flows: FlowRepository, pins: PinsService, runner: PreviewRunner, engine: ConversationEngine) =>
        new ReplaysService({ flows, pins, runner, past: pastOf(engine) }),
      inject: [FlowRepository, PinsService, PreviewRunner, ConversationEngine],
    },
  ],
})
export class TestsModule {}
