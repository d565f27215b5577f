import { type DynamicModule, Module } from '@nestjs/common';
import { hotPool, type PatchbayDataSource, TransactionRunner } from '@patchbay/db';
import { DATABASE_HEALTH, databaseHealth } from './database-health.ts';
import { DATA_SOURCE, HOT_POOL } from './tokens.ts';

/** The connected database. It is handed in and closed by who started it. */
@Module({})
export class DatabaseModule {
  static with(dataSource: PatchbayDataSource): DynamicModule {
    const pool = hotPool(dataSource);
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: DATA_SOURCE, useValue: dataSource },
        { provide: HOT_POOL, useValue: pool },
        { provide: TransactionRunner, useValue: new TransactionRunner(dataSource) },
        { provide: DATABASE_HEALTH, useValue: databaseHealth(pool) },
      ],
      exports: [DATA_SOURCE, HOT_POOL, TransactionRunner, DATABASE_HEALTH],
    };
  }
}
