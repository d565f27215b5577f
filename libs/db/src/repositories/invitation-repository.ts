import { type InvitationRow, invitationEntity } from '../entities/invitation.ts';
import type { TransactionRunner } from '../transaction-runner.ts';

export type OpenInvitation = Pick<InvitationRow, 'id' | 'workspaceId' | 'role' | 'email' | 'expiresAt'>;

const OPEN = 'used_at IS NULL AND revoked_at IS NULL AND expires_at > now()';
/** Of those that are over, how long they are still listed. */
const LISTED_DAYS = 30;

/** Invitations to workspaces. Tokens come and go as hashes. */
export class InvitationRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  /** Newest first: those that are open, and those that were lately. */
  list(workspaceId: string): Promise<InvitationRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(invitationEntity, 'i')
        .where("i.workspace_id = :workspaceId AND i.expires_at > now() - :days * interval '1 day'", {
          workspaceId,
          days: LISTED_DAYS,
        })
        .orderBy('i.id', 'DESC')
        .take(500)
        .getMany(),
    );
  }

  async add(
    invitation: Pick<InvitationRow, 'id' | 'workspaceId' | 'tokenHash' | 'role' | 'email' | 'createdBy' | 'expiresAt'>,
  ): Promise<void> {
    await this.#runner.inWorkspace(invitation.workspaceId, (manager) => manager.insert(invitationEntity, invitation));
  }

  /** Whether there was one to take back. */
  async revoke({ workspaceId, id }: { workspaceId: string; id: string }): Promise<boolean> {
    const result = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder()
        .update(invitationEntity)
        .set({ revokedAt: () => 'now()' })
        .where(`workspace_id = :workspaceId AND id = :id AND ${OPEN}`, { workspaceId, id })
        .execute(),
    );
    return (result.affected ?? 0) > 0;
  }

  /** The invitation of a link, as long as it lets anybody in. */
  findOpen(tokenHash: Buffer): Promise<OpenInvitation | null> {
    return this.#runner.lookUp(tokenHash.toString('hex'), (manager) =>
      manager
        .createQueryBuilder(invitationEntity, 'i')
        .where(`i.token_hash = :tokenHash AND ${OPEN}`, { tokenHash })
        .getOne(),
    );
  }

  /** Uses it up; false where somebody was faster, or it ended meanwhile. */
  async use({ workspaceId, id }: { workspaceId: string; id: string }): Promise<boolean> {
    const result = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder()
        .update(invitationEntity)
        .set({ usedAt: () => 'now()' })
        .where(`workspace_id = :workspaceId AND id = :id AND ${OPEN}`, { workspaceId, id })
        .execute(),
    );
    return (result.affected ?? 0) > 0;
  }
}
