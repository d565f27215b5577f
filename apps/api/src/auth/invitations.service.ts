import { Inject, Injectable } from '@nestjs/common';
import { mayGrant } from '@patchbay/access';
import { type Role, roleSchema } from '@patchbay/api-contract';
import {
  AccountsRepository,
  type AppUserRow,
  InvitationRepository,
  type OpenInvitation,
  TransactionRunner,
} from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { AuthService } from './auth.service.ts';
import { newToken, tokenHash } from './secrets.ts';

const DAY_MS = 24 * 60 * 60_000;

interface In {
  workspaceId: string;
  principal: Principal;
}

export interface Acceptance {
  token: string;
  email: string;
  password: string;
  /** Of a new account; without it the account that is there already joins, by its own password. */
  name?: string;
}

/** People come into a workspace by a link that an administrator hands over. */
@Injectable()
export class InvitationsService {
  readonly #accounts: AccountsRepository;
  readonly #invitations: InvitationRepository;
  readonly #auth: AuthService;
  readonly #audit: AuditService;
  readonly #runner: TransactionRunner;
  readonly #ids: Ids;

  constructor(
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(InvitationRepository) invitations: InvitationRepository,
    @Inject(AuthService) auth: AuthService,
    @Inject(AuditService) audit: AuditService,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(IDS) ids: Ids,
  ) {
    this.#accounts = accounts;
    this.#invitations = invitations;
    this.#auth = auth;
    this.#audit = audit;
    this.#runner = runner;
    this.#ids = ids;
  }

  async list(workspaceId: string) {
    return (await this.#invitations.list(workspaceId)).map((one) => ({
      id: one.id,
      role: one.role,
      email: one.email,
      createdAt: one.createdAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
      usedAt: one.usedAt?.toISOString() ?? null,
      revokedAt: one.revokedAt?.toISOString() ?? null,
    }));
  }

  /** The token is given this once. */
  async create({ workspaceId, principal, role, email, days = 7 }: In & { role: Role; email?: string; days?: number }) {
    const own = await this.#auth.roleIn({ principal, workspaceId });
    if (!mayGrant({ role: own, given: role }))
      throw problems.forbidden('Nobody gives away more rights than they have.');
    const [token, id, expiresAt] = [newToken(), this.#ids.next(), new Date(Date.now() + days * DAY_MS)];
    await this.#runner.run(async () => {
      await this.#invitations.add({
        id,
        workspaceId,
        tokenHash: tokenHash(token),
        role,
        email: email?.trim() ?? null,
        createdBy: principal.kind === 'user' ? principal.id : null,
        expiresAt,
      });
      await this.#audit.tell({
        workspaceId,
        principal,
        action: 'invitation.created',
        target: email ?? id,
        details: { role, days },
      });
    });
    return { id, token, expiresAt: expiresAt.toISOString() };
  }

  async revoke({ workspaceId, principal, id }: In & { id: string }): Promise<void> {
    await this.#runner.run(async () => {
      const known = /^[0-9a-f-]{36}$/.test(id) && (await this.#invitations.revoke({ workspaceId, id }));
      if (!known) throw problems.notFound('The invitation');
      await this.#audit.tell({ workspaceId, principal, action: 'invitation.revoked', target: id });
    });
  }

  /** What an invitation is for, told to whoever has its link. */
  async read(token: string) {
    const invitation = await this.#open(token);
    const workspace = await this.#accounts.findWorkspaceById(invitation.workspaceId);
    const { role, email, expiresAt } = invitation;
    return {
      workspace: workspace?.key ?? '',
      workspaceName: workspace?.name ?? '',
      role: roleSchema.parse(role),
      email,
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** Lets a person in and uses the invitation up, both or neither. `known` is who has shown the password of an account. */
  async accept({ token, known, ...given }: Acceptance & { known: AppUserRow | undefined }): Promise<AppUserRow> {
    return this.#runner.run(async () => {
      const invitation = await this.#open(token);
      const { workspaceId, id, role } = invitation;
      if (invitation.email !== null && invitation.email.toLowerCase() !== given.email.trim().toLowerCase())
        throw problems.forbidden('This invitation is for another e-mail address.');
      if (!(await this.#invitations.use({ workspaceId, id }))) throw over();
      const { name = '' } = given;
      const user = known ?? (await this.#auth.createUser({ email: given.email, name, password: given.password }));
      if ((await this.#accounts.membershipsOf(user.id)).some((one) => one.workspaceId === workspaceId))
        throw problems.conflict('already_member', 'This person is a member already.');
      await this.#accounts.setMembership({ workspaceId, userId: user.id, role });
      await this.#audit.tell({
        workspaceId,
        principal: { kind: 'user', id: user.id, name: user.name },
        action: 'invitation.accepted',
        target: user.email,
        details: { role, invitation: id },
      });
      return user;
    });
  }

  async #open(token: string): Promise<OpenInvitation> {
    const invitation = await this.#invitations.findOpen(tokenHash(token));
    if (!invitation) throw over();
    return invitation;
  }
}

function over() {
  return problems.forbidden('This invitation has been used, was taken back or has expired. Ask for another one.');
}
