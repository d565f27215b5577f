import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.ts';
import { HealthController } from './health/health.controller.ts';
import { Metrics } from './health/metrics.ts';
import { ProblemFilter } from './http/problem-filter.ts';
import { IDS, uuids } from './ids.ts';
import { DrainList } from './lifecycle/drain-list.ts';
import { Readiness } from './lifecycle/readiness.ts';
import { StartupMessages } from './lifecycle/startup-messages.ts';
import { LOG, type Log } from './log.ts';
import { PagesController } from './static/pages.controller.ts';
import { WebApps } from './static/web-apps.ts';

/** What every feature stands on. */
@Module({})
export class PlatformModule {
  static with({ log, readiness, webRoot }: { log: Log; readiness: Readiness; webRoot: string }): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController, PagesController],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: LOG, useValue: log },
        { provide: IDS, useValue: uuids },
        { provide: Readiness, useValue: readiness },
        { provide: WebApps, useValue: new WebApps(webRoot) },
        DrainList,
        StartupMessages,
        Metrics,
      ],
      exports: [LOG, IDS, Readiness, DrainList, StartupMessages, Metrics, WebApps],
    };
  }
}
