import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FlowRepository } from '@patchbay/db';
import { AuthModule } from '../auth/auth.module.ts';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { FanOut } from '../fan-out/fan-out.ts';
import { DraftChanges } from '../flows/draft-changes.ts';
import { DraftsService } from '../flows/drafts.service.ts';
import { FlowsModule } from '../flows/flows.module.ts';
import { AUTHENTICATOR, type Authenticator } from '../platform/access/authenticator.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { DrainList } from '../platform/lifecycle/drain-list.ts';
import { LOG, type Log } from '../platform/log.ts';
import { DraftDoor } from './draft-door.ts';
import { DraftRooms } from './draft-rooms.ts';
import { DraftSockets } from './draft-sockets.ts';

/** Editing one draft together: a WebSocket for each tab. */
@Module({
  imports: [AuthModule, FlowsModule],
  providers: [
    {
      provide: DraftRooms,
      useFactory: (flows: FlowRepository, fanOut: FanOut, changes: DraftChanges, log: Log) => {
        const rooms = new DraftRooms({ flows, fanOut, log });
        changes.onChange(({ threads, ...place }) => {
          rooms.changed(place);
          if (threads) rooms.commented(place);
        });
        return rooms;
      },
      inject: [FlowRepository, FanOut, DraftChanges, LOG],
    },
    {
      provide: DraftSockets,
      useFactory: (
        authenticator: Authenticator,
        flows: FlowRepository,
        rooms: DraftRooms,
        drafts: DraftsService,
        { publicUrl, rateLimits }: Configuration,
        ids: Ids,
        log: Log,
      ) =>
        new DraftSockets({
          door: new DraftDoor({ authenticator: () => authenticator, flows, publicUrl }),
          ...{ rooms, drafts, ids, log, limited: rateLimits },
        }),
      inject: [AUTHENTICATOR, FlowRepository, DraftRooms, DraftsService, CONFIGURATION, IDS, LOG],
    },
  ],
  exports: [DraftRooms],
})
export class TogetherModule implements OnApplicationBootstrap {
  readonly #sockets: DraftSockets;
  readonly #host: HttpAdapterHost;
  readonly #configuration: Configuration;

  constructor(
    @Inject(DraftSockets) sockets: DraftSockets,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(DrainList) drains: DrainList,
  ) {
    this.#sockets = sockets;
    this.#host = host;
    this.#configuration = configuration;
    drains.add(sockets);
  }

  onApplicationBootstrap(): void {
    // A process that runs jobs only takes no users' calls.
    if (this.#configuration.role !== 'worker') this.#sockets.attach(this.#host.httpAdapter.getHttpServer());
  }
}
