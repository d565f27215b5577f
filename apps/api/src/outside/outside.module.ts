import { Global, Module } from '@nestjs/common';
import { OUTSIDE_SERVICES } from '../conversations/outside-services.ts';
import { OutsideService } from './outside.service.ts';

@Global()
@Module({
  providers: [OutsideService, { provide: OUTSIDE_SERVICES, useExisting: OutsideService }],
  exports: [OUTSIDE_SERVICES, OutsideService],
})
export class OutsideModule {}
