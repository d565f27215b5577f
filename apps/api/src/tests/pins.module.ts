import { Module } from '@nestjs/common';
import { FlowTestRepository } from '@patchbay/db';
import { DraftsService } from '../flows/drafts.service.ts';
import { FlowsModule } from '../flows/flows.module.ts';
import { PinsService } from './pins.service.ts';

/** What stands in for nodes in tests. */
@Module({
  imports: [FlowsModule],
  providers: [
    {
      provide: PinsService,
      useFactory: (store: FlowTestRepository, drafts: DraftsService) => new PinsService({ store, drafts }),
      inject: [FlowTestRepository, DraftsService],
    },
  ],
  exports: [PinsService],
})
export class PinsModule {}
