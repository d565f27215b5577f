import { Module } from '@nestjs/common';
import { AccountsRepository, InvitationRepository, TransactionRunner } from '@patchbay/db';
import { AUTHENTICATOR } from '../platform/access/authenticator.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { InvitationsController } from './invitations.controller.ts';
import { InvitationsService } from './invitations.service.ts';
import { PeopleController } from './people.controller.ts';
import { PeopleService } from './people.service.ts';
import { SetupService } from './setup.service.ts';
import { WorkspacesController } from './workspaces.controller.ts';
import { WorkspacesService } from './workspaces.service.ts';

@Module({
  controllers: [AuthController, PeopleController, InvitationsController, WorkspacesController],
  providers: [
    {
      provide: AccountsRepository,
      useFactory: (runner: TransactionRunner) => new AccountsRepository(runner),
      inject: [TransactionRunner],
    },
    {
      provide: InvitationRepository,
      useFactory: (runner: TransactionRunner) => new InvitationRepository(runner),
      inject: [TransactionRunner],
    },
    AuthService,
    { provide: AUTHENTICATOR, useExisting: AuthService },
    SetupService,
    PeopleService,
    InvitationsService,
    WorkspacesService,
  ],
  exports: [AUTHENTICATOR, AccountsRepository, SetupService],
})
export class AuthModule {}
