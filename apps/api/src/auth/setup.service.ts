import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AccountsRepository, type AppUserRow, TransactionRunner } from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { StartupMessages } from '../platform/lifecycle/startup-messages.ts';
import { AuthService } from './auth.service.ts';
import { hashPassword } from './passwords.ts';
import { newToken, tokenHash } from './secrets.ts';

export const DEFAULT_WORKSPACE = 'default';
const TOKEN_MS = 24 * 60 * 60_000;

/** The first workspace and the first administrator: by variables of the process, or by a one-time token in a printed link. No default password exists. */
@Injectable()
export class SetupService implements OnApplicationBootstrap {
  readonly #accounts: AccountsRepository;
  readonly #auth: AuthService;
  readonly #audit: AuditService;
  readonly #runner: TransactionRunner;
  readonly #ids: Ids;
  readonly #configuration: Configuration;

  constructor(
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(AuthService) auth: AuthService,
    @Inject(AuditService) audit: AuditService,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(IDS) ids: Ids,
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(StartupMessages) messages: StartupMessages,
  ) {
    this.#accounts = accounts;
    this.#auth = auth;
    this.#audit = audit;
    this.#runner = runner;
    this.#ids = ids;
    this.#configuration = configuration;
    messages.add({ lines: ({ url }) => this.#lines(url) });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#accounts.addWorkspace({ id: this.#ids.next(), key: DEFAULT_WORKSPACE, name: 'Helpdesk' });
    const first = this.#configuration.firstAdministrator;
    if (!first || (await this.#accounts.findUserByEmail(first.email))) return;
    try {
      await this.#runner.run(async () =>
        this.#makeAdministrator({ email: first.email, name: 'Administrator', password: first.password }),
      );
    } catch (error) {
      // Of replicas that start at once on a new database, one makes the account.
      if (!(await this.#accounts.findUserByEmail(first.email))) throw error;
    }
  }

  async needed(): Promise<boolean> {
    return !(await this.#accounts.hasAdministrator());
  }

  async #lines(url: string): Promise<string[]> {
    if (!(await this.needed())) return [];
    const token = newToken();
    await this.#accounts.addSetupToken({
      tokenHash: tokenHash(token),
      purpose: 'first-administrator',
      expiresAt: new Date(Date.now() + TOKEN_MS),
    });
    return [`Make the first administrator: ${url}/setup#token=${token}`];
  }

  /** By the token of a printed link: the first administrator, or with a reset token a new password or another administrator. */
  async setUp({
    token,
    email,
    name,
    password,
  }: {
    token: string;
    email: string;
    name: string;
    password: string;
  }): Promise<AppUserRow> {
    return this.#runner.run(async () => {
      const used = await this.#accounts.useSetupToken(tokenHash(token));
      if (!used || (used.purpose === 'first-administrator' && !(await this.needed()))) {
        throw problems.forbidden(
          'This link has been used or has expired. "npm run patchbay -- admin reset" on the host makes a new one.',
        );
      }
      return this.#makeAdministrator({ email, name, password });
    });
  }

  async #makeAdministrator({
    email,
    name,
    password,
  }: {
    email: string;
    name: string;
    password: string;
  }): Promise<AppUserRow> {
    const known = await this.#accounts.findUserByEmail(email);
    if (known) {
      await this.#accounts.changeUser({
        id: known.id,
        name,
        passwordHash: await hashPassword(password),
        disabledAt: null,
      });
      await this.#accounts.endSessionsOf(known.id);
    }
    const user = known ?? (await this.#auth.createUser({ email, name, password }));
    const workspace = await this.#accounts.findWorkspace(DEFAULT_WORKSPACE);
    if (!workspace) throw new Error('the default workspace is missing');
    await this.#accounts.setMembership({ workspaceId: workspace.id, userId: user.id, role: 'admin' });
    await this.#audit.tell({
      workspaceId: workspace.id,
      principal: undefined,
      action: 'administrator.set-up',
      target: user.email,
    });
    return user;
  }
}
