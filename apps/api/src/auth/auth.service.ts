import { Inject, Injectable } from '@nestjs/common';
import { roleAllows } from '@patchbay/access';
import { type Preferences, preferencesSchema, type Session, type User } from '@patchbay/api-contract';
import { AccountsRepository, type AppUserRow, isUniqueViolation, TransactionRunner } from '@patchbay/db';
import type { FastifyRequest } from 'fastify';
import { AuditService } from '../audit/audit.service.ts';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { LoginThrottle } from '../limits/login-throttle.ts';
import type { Permission } from '../platform/access/access.ts';
import { FIRST_WORKSPACE } from '../platform/access/access.guard.ts';
import type { Authenticator, Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { csrfTokenOf, newToken, sameText, tokenHash } from './secrets.ts';
import { type SessionCookie, sessionCookie } from './session-cookie.ts';

export const API_KEY_PREFIX = 'pbk_';
const SESSION_SECONDS = 7 * 24 * 60 * 60;
const IDLE_MS = 24 * 60 * 60_000;
const TOUCH_MS = 60_000;

/** Sessions by cookie and API keys: who calls, and what they may do. Looked up at each call, so that what is revoked is refused at once. */
@Injectable()
export class AuthService implements Authenticator {
  readonly cookie: SessionCookie;
  readonly #accounts: AccountsRepository;
  readonly #audit: AuditService;
  readonly #runner: TransactionRunner;
  readonly #ids: Ids;
  readonly #throttle: LoginThrottle;
  readonly #touched = new Map<string, number>();

  constructor(
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(AuditService) audit: AuditService,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(IDS) ids: Ids,
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(LoginThrottle) throttle: LoginThrottle,
  ) {
    this.#throttle = throttle;
    this.#accounts = accounts;
    this.#audit = audit;
    this.#runner = runner;
    this.#ids = ids;
    this.cookie = sessionCookie({ secure: configuration.secureCookies, maxAgeSeconds: SESSION_SECONDS });
  }

  async authenticate(request: Pick<FastifyRequest, 'headers'>): Promise<Principal | undefined> {
    const header = request.headers.authorization;
    if (header !== undefined) return /^bearer /i.test(header) ? this.#byApiKey(header.slice(7).trim()) : undefined;
    const token = this.cookie.read(request);
    if (token === undefined || token.length > 100) return undefined;
    const hash = tokenHash(token);
    const session = await this.#accounts.userOfSession({ tokenHash: hash, idleSince: new Date(Date.now() - IDLE_MS) });
    if (!session) return undefined;
    if (this.#isStale(token)) await this.#accounts.touchSession(hash);
    return { kind: 'user', id: session.user.id, name: session.user.name };
  }

  async #byApiKey(key: string): Promise<Principal | undefined> {
    if (!key.startsWith(API_KEY_PREFIX) || key.length > 100) return undefined;
    const row = await this.#accounts.findApiKey(tokenHash(key));
    if (!row || row.revokedAt !== null) return undefined;
    if (this.#isStale(row.id)) await this.#accounts.touchApiKey(row);
    return { kind: 'api-key', id: row.id, name: row.name };
  }

  // Last use is written once a minute at most.
  #isStale(name: string): boolean {
    const now = Date.now();
    if (now - (this.#touched.get(name) ?? 0) < TOUCH_MS) return false;
    if (this.#touched.size > 10_000) this.#touched.clear();
    this.#touched.set(name, now);
    return true;
  }

  checkCsrf({ request, principal }: { request: FastifyRequest; principal: Principal }): void {
    if (principal.kind === 'api-key') return;
    const given = request.headers['x-csrf-token'];
    const token = this.cookie.read(request);
    if (token === undefined || typeof given !== 'string' || !sameText(given, csrfTokenOf(token))) {
      throw problems.forbidden('This call needs the x-csrf-token of the session.');
    }
  }

  async authorise({
    principal,
    workspaceKey,
    permission,
  }: {
    principal: Principal;
    workspaceKey: string;
    permission: Permission;
  }): Promise<WorkspaceRef | 'forbidden' | 'unknown'> {
    if (principal.kind === 'api-key') {
      const key = await this.#accounts.findApiKeyById(principal.id);
      const workspace = await this.#accounts.findWorkspace(workspaceKey);
      if (!key || !workspace || key.workspaceId !== workspace.id) return 'unknown';
      return roleAllows({ role: key.role, permission }) ? { id: workspace.id, key: workspace.key } : 'forbidden';
    }
    const membership = (await this.#accounts.membershipsOf(principal.id)).find((one) => one.workspace === workspaceKey);
    if (!membership) return 'unknown';
    return roleAllows({ role: membership.role, permission })
      ? { id: membership.workspaceId, key: workspaceKey }
      : 'forbidden';
  }

  /** The role that a principal has in a workspace. */
  async roleIn({ principal, workspaceId }: { principal: Principal; workspaceId: string }): Promise<string> {
    if (principal.kind === 'api-key') return (await this.#accounts.findApiKeyById(principal.id))?.role ?? '';
    return (
      (await this.#accounts.membershipsOf(principal.id)).find((one) => one.workspaceId === workspaceId)?.role ?? ''
    );
  }

  async login({
    email,
    password,
    request,
  }: {
    email: string;
    password: string;
    request: FastifyRequest;
  }): Promise<{ session: Session; cookie: string }> {
    return this.openSession({ user: await this.userByPassword({ email, password, request }), request });
  }

  /** Who has this address and password. 401, without saying which of them is wrong; 429 after too many failures. */
  async userByPassword({
    email,
    password,
    request,
  }: {
    email: string;
    password: string;
    request: FastifyRequest;
  }): Promise<AppUserRow> {
    const attempt = { email, address: request.ip };
    this.#throttle.begin(attempt);
    const user = await this.#accounts.findUserByEmail(email.trim());
    const fits = await passwordFits({ password, passwordHash: user?.passwordHash ?? null });
    if (!fits || !user || user.disabledAt !== null)
      throw problems.unauthenticated('The e-mail address or the password is wrong.');
    this.#throttle.succeeded(attempt);
    return user;
  }

  async openSession({
    user,
    request,
  }: {
    user: AppUserRow;
    request: FastifyRequest;
  }): Promise<{ session: Session; cookie: string }> {
    const token = newToken();
    const csrfToken = csrfTokenOf(token);
    await this.#runner.run(async () => {
      await this.#accounts.removeExpiredSessions();
      await this.#accounts.addSession({
        tokenHash: tokenHash(token),
        userId: user.id,
        csrfHash: tokenHash(csrfToken),
        expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
        userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
        address: request.ip,
      });
      await this.#audit.tell({
        workspaceId: null,
        principal: { kind: 'user', id: user.id, name: user.name },
        action: 'session.opened',
      });
    });
    return { session: { user: await this.userOf(user), csrfToken }, cookie: this.cookie.header(token) };
  }

  async logout(request: FastifyRequest): Promise<string> {
    const token = this.cookie.read(request);
    if (token !== undefined) await this.#accounts.endSession(tokenHash(token));
    return this.cookie.header(undefined);
  }

  async me({ principal, request }: { principal: Principal; request: FastifyRequest }): Promise<Session> {
    if (principal.kind === 'api-key') {
      return {
        user: {
          id: principal.id,
          email: '',
          name: principal.name,
          instanceAdministrator: false,
          memberships: [],
          preferences: {},
        },
        csrfToken: '',
      };
    }
    const user = await this.#accounts.findUser(principal.id);
    if (!user) throw problems.unauthenticated();
    return { user: await this.userOf(user), csrfToken: csrfTokenOf(this.cookie.read(request) ?? '') };
  }

  async sessionOf(request: FastifyRequest): Promise<Session | undefined> {
    const principal = await this.authenticate(request);
    return principal?.kind === 'user' ? this.me({ principal, request }) : undefined;
  }

  async userOf(user: AppUserRow): Promise<User> {
    const memberships = await this.#accounts.membershipsOf(user.id);
    return {
      id: user.id,
      email: user.email,
      name: user.name,
      instanceAdministrator: memberships.some(
        ({ workspace, role }) =>
          workspace === FIRST_WORKSPACE && roleAllows({ role, permission: 'instance.manage' satisfies Permission }),
      ),
      memberships: memberships.map(({ workspace, workspaceName, role }) => ({
        workspace,
        workspaceName,
        role: role === 'admin' || role === 'editor' || role === 'agent' ? role : 'viewer',
      })),
      // What a later release kept there is not in this one's way.
      preferences: preferencesSchema.safeParse(user.preferences).data ?? {},
    };
  }

  /** Whole: what is left out is unset. */
  async setPreferences({ principal, preferences }: { principal: Principal; preferences: Preferences }): Promise<void> {
    if (principal.kind !== 'user') throw problems.forbidden('An API key has no preferences.');
    await this.#accounts.changeUser({ id: principal.id, preferences });
  }

  async changePassword({
    principal,
    current,
    password,
  }: {
    principal: Principal;
    current: string;
    password: string;
  }): Promise<void> {
    const user = principal.kind === 'user' ? await this.#accounts.findUser(principal.id) : null;
    if (!user) throw problems.forbidden('An API key has no password.');
    if (!(await passwordFits({ password: current, passwordHash: user.passwordHash }))) {
      throw problems.invalid([{ path: 'current', code: 'wrong', message: 'The current password is wrong.' }]);
    }
    const passwordHash = await hashPassword(password);
    await this.#runner.run(async () => {
      await this.#accounts.changeUser({ id: user.id, passwordHash });
      await this.#accounts.endSessionsOf(user.id);
      await this.#audit.tell({ workspaceId: null, principal, action: 'password.changed' });
    });
  }

  /** Makes an account, or 409 when the address is taken. */
  async createUser({ email, name, password }: { email: string; name: string; password: string }): Promise<AppUserRow> {
    const passwordHash = await hashPassword(password);
    const user = { id: this.#ids.next(), email: email.trim(), name: name.trim(), passwordHash };
    try {
      await this.#accounts.addUser(user);
    } catch (error) {
      if (isUniqueViolation(error))
        throw problems.conflict('email_taken', 'There is an account with this e-mail address already.');
      throw error;
    }
    const made = await this.#accounts.findUser(user.id);
    if (!made) throw new Error('a user that was just made is missing');
    return made;
  }
}
