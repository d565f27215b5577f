import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.ts';
import { FlowsModule } from '../flows/flows.module.ts';
import { DemoService } from './demo.service.ts';

@Module({ imports: [AuthModule, FlowsModule], providers: [DemoService] })
export class DemoModule {}
