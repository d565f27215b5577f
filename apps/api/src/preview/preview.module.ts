import { Inject, Module } from '@nestjs/common';
import { ConversationEngine } from '../conversations/conversation-engine.ts';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { DrainList } from '../platform/lifecycle/drain-list.ts';
import { PreviewController } from './preview.controller.ts';
import { PreviewService } from './preview.service.ts';

/** Trying a draft beside the canvas. */
@Module({
  imports: [ConversationsModule],
  controllers: [PreviewController],
  providers: [
    {
      provide: PreviewService,
      useFactory: ({ published, values, outside }: ConversationEngine, ids: Ids) =>
        new PreviewService({ store: published, values, outside, ids }),
      inject: [ConversationEngine, IDS],
    },
  ],
})
export class PreviewModule {
  constructor(@Inject(DrainList) drains: DrainList, @Inject(PreviewService) preview: PreviewService) {
    drains.add(preview);
  }
}
