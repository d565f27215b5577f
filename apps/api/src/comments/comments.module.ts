import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.ts';
import { FlowsModule } from '../flows/flows.module.ts';
import { TogetherModule } from '../together/together.module.ts';
import { CommentsController } from './comments.controller.ts';
import { CommentsService } from './comments.service.ts';

/** What people say about the nodes of a flow. */
@Module({
  imports: [AuthModule, FlowsModule, TogetherModule],
  controllers: [CommentsController],
  providers: [CommentsService],
})
export class CommentsModule {}
