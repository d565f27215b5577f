import { Module } from '@nestjs/common';
import { ConversationEngine } from '../conversations/conversation-engine.ts';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { ChatFiles } from './chat-files.ts';
import { ChatFilesController } from './chat-files.controller.ts';
import { FileRecordsController } from './file-records.controller.ts';

/** Files that users send along, and their downloads. */
@Module({
  imports: [ConversationsModule],
  controllers: [ChatFilesController, FileRecordsController],
  providers: [
    {
      provide: ChatFiles,
      useFactory: ({ access, plans, files }: ConversationEngine, ids: Ids) =>
        new ChatFiles({ access, plans, files, ids }),
      inject: [ConversationEngine, IDS],
    },
  ],
})
export class FilesModule {}
