import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { FlowsModule } from '../flows/flows.module.ts';
import { PreviewController } from './preview.controller.ts';
import { PreviewService } from './preview.service.ts';

@Module({ imports: [ConversationsModule, FlowsModule], controllers: [PreviewController], providers: [PreviewService] })
export class PreviewModule {}
