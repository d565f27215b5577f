import { Inject, Module } from '@nestjs/common';
import { ConversationEngine } from '../conversations/conversation-engine.ts';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { Peers } from '../fan-out/peers.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { DrainList } from '../platform/lifecycle/drain-list.ts';
import { PinsModule } from '../tests/pins.module.ts';
import { PinsService } from '../tests/pins.service.ts';
import { DebugController } from './debug.controller.ts';
import { DebugService } from './debug.service.ts';
import { PreviewController } from './preview.controller.ts';
import { PreviewRunner } from './preview-runner.ts';
import { PreviewService } from './preview.service.ts';

/** Trying a draft beside the canvas. */
@Module({
  imports: [ConversationsModule, PinsModule],
  controllers: [PreviewController, DebugController],
  providers: [
    {
      provide: PreviewRunner,
      useFactory: ({ published, values, outside }: ConversationEngine, ids: Ids) =>
        new PreviewRunner({ store: published, values, outside, ids }),
      inject: [ConversationEngine, IDS],
    },
    {
      provide: PreviewService,
      useFactory: (runner: PreviewRunner, pins: PinsService, peers: Peers) =>
        new PreviewService({ runner, pins, peers }),
      inject: [PreviewRunner, PinsService, Peers],
    },
    {
      provide: DebugService,
      useFactory: (preview: PreviewService, runner: PreviewRunner) => new DebugService({ preview, runner }),
      inject: [PreviewService, PreviewRunner],
    },
  ],
  exports: [PreviewRunner, PreviewService],
})
export class PreviewModule {
  constructor(@Inject(DrainList) drains: DrainList, @Inject(PreviewService) preview: PreviewService) {
    drains.add(preview);
  }
}
