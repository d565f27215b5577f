import { Inject, Injectable } from '@nestjs/common';
import type { FlowSummary } from '@patchbay/api-contract';
import { FlowRepository, isUniqueViolation, TransactionRunner } from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { DraftChanges } from './draft-changes.ts';
import { DraftsService, keyTaken } from './drafts.service.ts';

/** The list of a workspace's flows, taking one away, and bringing it back. */
@Injectable()
export class FlowsService {
  readonly #flows: FlowRepository;
  readonly #drafts: DraftsService;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #changes: DraftChanges;

  constructor(
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(DraftChanges) changes: DraftChanges,
  ) {
    this.#flows = flows;
    this.#drafts = drafts;
    this.#runner = runner;
    this.#audit = audit;
    this.#changes = changes;
  }

  async list(workspaceId: string): Promise<FlowSummary[]> {
    const [flows, drafts, addresses, published] = await Promise.all([
      this.#flows.list(workspaceId),
      this.#flows.drafts(workspaceId),
      this.#flows.addresses(workspaceId),
      this.#flows.publishedDocuments(workspaceId),
    ]);
    const draftOf = new Map(drafts.map((draft) => [draft.flowId, draft]));
    const addressOf = new Map(addresses.map((address) => [address.flowId, address]));
    return flows.map((flow) => {
      const draft = draftOf.get(flow.id);
      const address = addressOf.get(flow.id);
      return {
        key: flow.key,
        name: flow.name,
        description: flow.description,
        address: address?.address ?? null,
        publishedVersion: flow.publishedVersion,
        online: address?.online ?? false,
        changed: flow.publishedVersion !== null && draft !== undefined && published.get(flow.id) !== draft.document,
        revision: draft?.revision ?? 0,
        updatedAt: flow.updatedAt.toISOString(),
        updatedBy: null,
      };
    });
  }

  async remove({
    workspaceId,
    key,
    principal,
  }: {
    workspaceId: string;
    key: string;
    principal: Principal;
  }): Promise<void> {
    await this.#runner.run(async () => {
      const flow = await this.#drafts.flow({ workspaceId, key });
      const id = { workspaceId, flowId: flow.id };
      if ((await this.#flows.addressOf(id))?.online)
        throw problems.conflict('online', 'Take the bot offline before you delete its flow.');
      await this.#flows.removeAddress(id);
      await this.#flows.change({ ...id, deletedAt: new Date() });
      this.#runner.afterCommit(() => this.#changes.tell(id));
      await this.#audit.tell({ workspaceId, principal, action: 'flow.deleted', target: key });
    });
  }

  /** Brings back what was deleted, offline. 404 when nothing was, 409 when its key has another flow by now; its address stays with whom it has come to. */
  async restore({
    workspaceId,
    key,
    principal,
    address,
  }: {
    workspaceId: string;
    key: string;
    principal: Principal;
    address?: string;
  }): Promise<{ key: string; address: string | null }> {
    try {
      return await this.#runner.run(async () => {
        const flow = await this.#flows.lastDeleted({ workspaceId, key });
        if (!flow) throw problems.notFound(`The flow "${key.slice(0, 64)}"`);
        const id = { workspaceId, flowId: flow.id };
        await this.#flows.change({ ...id, deletedAt: null });
        const free =
          address !== undefined && flow.publishedVersion !== null && !(await this.#flows.ownerOfAddress(address));
        if (free) await this.#flows.setAddress({ ...id, address, online: false, openConversations: 'finish' });
        await this.#audit.tell({ workspaceId, principal, action: 'flow.restored', target: key });
        return { key, address: free ? address : null };
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw keyTaken(key);
      throw error;
    }
  }
}
