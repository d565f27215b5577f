import { Global, Module } from '@nestjs/common';
import { EgressRepository, TransactionRunner } from '@patchbay/db';
import { EgressController } from './egress.controller.ts';
import { EgressService } from './egress.service.ts';

@Global()
@Module({
  controllers: [EgressController],
  providers: [
    {
      provide: EgressRepository,
      useFactory: (runner: TransactionRunner) => new EgressRepository(runner),
      inject: [TransactionRunner],
    },
    EgressService,
  ],
  exports: [EgressService],
})
export class EgressModule {}
