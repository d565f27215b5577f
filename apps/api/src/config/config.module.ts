import { type DynamicModule, Module } from '@nestjs/common';
import type { Configuration } from './configuration.ts';

export const CONFIGURATION = Symbol('configuration');

@Module({})
export class ConfigModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: CONFIGURATION, useValue: configuration }],
      exports: [CONFIGURATION],
    };
  }
}
