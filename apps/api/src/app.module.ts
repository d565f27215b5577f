import { type DynamicModule, Module } from '@nestjs/common';
import type { PatchbayDataSource } from '@patchbay/db';
import { AuditModule } from './audit/audit.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { CommentsModule } from './comments/comments.module.ts';
import { ConfigModule } from './config/config.module.ts';
import type { Configuration } from './config/configuration.ts';
import { ConnectionsModule } from './connections/connections.module.ts';
import { ConversationsModule } from './conversations/conversations.module.ts';
import { DemoModule } from './demo/demo.module.ts';
import { FanOutModule } from './fan-out/fan-out.module.ts';
import { EgressModule } from './egress/egress.module.ts';
import { FilesModule } from './files/files.module.ts';
import { FlowsModule } from './flows/flows.module.ts';
import { LimitsModule } from './limits/limits.module.ts';
import { OpenApiModule } from './openapi/openapi.module.ts';
import { OutsideModule } from './outside/outside.module.ts';
import { DatabaseModule } from './platform/database/database.module.ts';
import type { Readiness } from './platform/lifecycle/readiness.ts';
import type { Log } from './platform/log.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { PreviewModule } from './preview/preview.module.ts';
import { TogetherModule } from './together/together.module.ts';
import { RetentionModule } from './retention/retention.module.ts';
import { TestsModule } from './tests/tests.module.ts';

export interface AppParts {
  configuration: Configuration;
  dataSource: PatchbayDataSource;
  /** Of the database, past a pooler. */
  directUrl: string;
  log: Log;
  readiness: Readiness;
  /** Folder that holds the built web apps, `studio` and `chat`. */
  webRoot: string;
}

/** Modules of the features, in the order in which they start. */
export const features = [
  AuditModule,
  AuthModule,
  LimitsModule,
  EgressModule,
  ConnectionsModule,
  FlowsModule,
  OutsideModule,
  ConversationsModule,
  FilesModule,
  PreviewModule,
  TestsModule,
  TogetherModule,
  CommentsModule,
  RetentionModule,
  OpenApiModule,
  DemoModule,
];

@Module({})
export class AppModule {
  static with({ configuration, dataSource, directUrl, ...platform }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(configuration),
        DatabaseModule.with(dataSource),
        PlatformModule.with(platform),
        FanOutModule.with({ directUrl }),
        ...features,
      ],
    };
  }
}
