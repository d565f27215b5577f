import { Module } from '@nestjs/common';
import { AccountsRepository, TransactionRunner } from '@patchbay/db';
import { AUTHENTICATOR } from '../platform/access/authenticator.ts';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { PeopleController } from './people.controller.ts';
import { PeopleService } from './people.service.ts';
import { SetupService } from './setup.service.ts';
import { WorkspacesController } from './workspaces.controller.ts';
import { WorkspacesService } from './workspaces.service.ts';

@Module({
  controllers: [AuthController, PeopleController, WorkspacesController],
  providers: [
    {
      provide: AccountsRepository,
      useFactory: (runner: TransactionRunner) => new AccountsRepository(runner),
      inject: [TransactionRunner],
    },
    AuthService,
    { provide: AUTHENTICATOR, useExisting: AuthService },
    SetupService,
    PeopleService,
    WorkspacesService,
  ],
  exports: [AUTHENTICATOR, AccountsRepository, SetupService],
})
export class AuthModule {}
