import { Global, Module } from '@nestjs/common';
import { AuditRepository, TransactionRunner } from '@patchbay/db';
import { AuditController } from './audit.controller.ts';
import { AuditService } from './audit.service.ts';

@Global()
@Module({
  controllers: [AuditController],
  providers: [
    {
      provide: AuditRepository,
      useFactory: (runner: TransactionRunner) => new AuditRepository(runner),
      inject: [TransactionRunner],
    },
    AuditService,
  ],
  exports: [AuditService],
})
export class AuditModule {}
