import { type BotAddressRow, botAddressEntity } from '../entities/bot-address.ts';
import { type FlowRow, flowEntity } from '../entities/flow.ts';
import { type FlowDraftRow, flowDraftEntity } from '../entities/flow-draft.ts';
import { type FlowOperationRow, flowOperationEntity } from '../entities/flow-operation.ts';
import { type FlowVersionRow, flowVersionEntity } from '../entities/flow-version.ts';
import type { TransactionRunner } from '../transaction-runner.ts';

interface FlowId {
  workspaceId: string;
  flowId: string;
}

export type NewFlowOperation = Omit<FlowOperationRow, 'at' | 'collisions'> & { collisions?: string };
export type NewFlowVersion = Omit<FlowVersionRow, 'at'>;

/** Flows with their drafts, the log of changes, published versions and addresses. Every query names the workspace. */
export class FlowRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  list(workspaceId: string): Promise<FlowRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowEntity, 'f')
        .where('f.workspace_id = :workspaceId AND f.deleted_at IS NULL', { workspaceId })
        .orderBy('f.updated_at', 'DESC')
        .getMany(),
    );
  }

  find({ workspaceId, key }: { workspaceId: string; key: string }): Promise<FlowRow | null> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowEntity, 'f')
        .where('f.workspace_id = :workspaceId AND f.key = :key AND f.deleted_at IS NULL', { workspaceId, key })
        .getOne(),
    );
  }

  /** Of the flows that had this key, the one that was deleted last. */
  lastDeleted({ workspaceId, key }: { workspaceId: string; key: string }): Promise<FlowRow | null> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowEntity, 'f')
        .where('f.workspace_id = :workspaceId AND f.key = :key AND f.deleted_at IS NOT NULL', { workspaceId, key })
        .orderBy('f.deleted_at', 'DESC')
        .limit(1)
        .getOne(),
    );
  }

  async add(flow: {
    workspaceId: string;
    id: string;
    key: string;
    name: string;
    description: string | null;
    updatedBy: string | null;
  }): Promise<void> {
    await this.#runner.inWorkspace(flow.workspaceId, (manager) => manager.insert(flowEntity, flow));
  }

  async change({
    workspaceId,
    flowId,
    ...change
  }: FlowId &
    Partial<
      Pick<FlowRow, 'name' | 'description' | 'latestVersion' | 'publishedVersion' | 'updatedBy' | 'deletedAt'>
    >): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.update(flowEntity, { workspaceId, id: flowId }, { ...change, updatedAt: () => 'now()' }),
    );
  }

  drafts(workspaceId: string): Promise<FlowDraftRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) => manager.findBy(flowDraftEntity, { workspaceId }));
  }

  draft({ workspaceId, flowId }: FlowId): Promise<FlowDraftRow | null> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.findOneBy(flowDraftEntity, { workspaceId, flowId }),
    );
  }

  /** Only how far the draft is; undefined when the flow is gone. */
  async draftRevision({ workspaceId, flowId }: FlowId): Promise<number | undefined> {
    const row = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowDraftEntity, 'd')
        .innerJoin('flow', 'f', 'f.workspace_id = d.workspace_id AND f.id = d.flow_id AND f.deleted_at IS NULL')
        .where('d.workspace_id = :workspaceId AND d.flow_id = :flowId', { workspaceId, flowId })
        .select('d.revision', 'revision')
        .getRawOne<{ revision: number }>(),
    );
    return row?.revision;
  }

  /** The draft, held until the transaction ends: changes of one draft come one after another. */
  lockDraft({ workspaceId, flowId }: FlowId): Promise<FlowDraftRow | null> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.findOne(flowDraftEntity, {
        where: { workspaceId, flowId },
        lock: { mode: 'pessimistic_write' },
      }),
    );
  }

  async addDraft(draft: { workspaceId: string; flowId: string; revision: number; document: string }): Promise<void> {
    await this.#runner.inWorkspace(draft.workspaceId, (manager) => manager.insert(flowDraftEntity, draft));
  }

  async changeDraft({
    workspaceId,
    flowId,
    revision,
    document,
  }: FlowId & { revision: number; document: string }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.update(flowDraftEntity, { workspaceId, flowId }, { revision, document, updatedAt: () => 'now()' }),
    );
  }

  async addOperation(operation: NewFlowOperation): Promise<void> {
    await this.#runner.inWorkspace(operation.workspaceId, (manager) => manager.insert(flowOperationEntity, operation));
  }

  /** Changes after a revision, oldest first; the first of them with a limit. */
  operationsSince({
    workspaceId,
    flowId,
    revision,
    limit,
  }: FlowId & { revision: number; limit?: number }): Promise<FlowOperationRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowOperationEntity, 'o')
        .where('o.workspace_id = :workspaceId AND o.flow_id = :flowId AND o.revision > :revision', {
          workspaceId,
          flowId,
          revision,
        })
        .orderBy('o.revision', 'ASC')
        .limit(limit)
        .getMany(),
    );
  }

  /** The last revision at which a draft was changed by another operation than some types of them, or as a whole; 0 where it never was. */
  async changedAt({ workspaceId, flowId, unless }: FlowId & { unless: readonly string[] }): Promise<number> {
    const row = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowOperationEntity, 'o')
        .select(['o.workspaceId', 'o.flowId', 'o.revision'])
        .where('o.workspace_id = :workspaceId AND o.flow_id = :flowId', { workspaceId, flowId })
        .andWhere(
          `(o.kind NOT IN ('operations', 'undo') OR EXISTS (
             SELECT 1 FROM json_array_elements(o.operations::json) AS one WHERE one->>'type' <> ALL(:unless)))`,
          { unless },
        )
        .orderBy('o.revision', 'DESC')
        .limit(1)
        .getOne(),
    );
    return row?.revision ?? 0;
  }

  /** What undoes the last changes that may have deleted a node, the newest first. */
  async inversesOfRemovals({ workspaceId, flowId, nodeId }: FlowId & { nodeId: string }): Promise<string[]> {
    const rows = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowOperationEntity, 'o')
        .select(['o.workspaceId', 'o.flowId', 'o.revision', 'o.inverse'])
        .where('o.workspace_id = :workspaceId AND o.flow_id = :flowId', { workspaceId, flowId })
        .andWhere("(strpos(o.operations, 'node.remove') > 0 OR strpos(o.operations, 'document.replace') > 0)")
        .andWhere('strpos(o.inverse, :named) > 0', { named: `"id":${JSON.stringify(nodeId)}` })
        .orderBy('o.revision', 'DESC')
        .limit(3)
        .getMany(),
    );
    return rows.map((row) => row.inverse);
  }

  history({
    workspaceId,
    flowId,
    before,
    limit,
  }: FlowId & { before: number | undefined; limit: number }): Promise<FlowOperationRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) => {
      const query = manager
        .createQueryBuilder(flowOperationEntity, 'o')
        .where('o.workspace_id = :workspaceId AND o.flow_id = :flowId', { workspaceId, flowId });
      if (before !== undefined) query.andWhere('o.revision < :before', { before });
      return query.orderBy('o.revision', 'DESC').limit(limit).getMany();
    });
  }

  versions({
    workspaceId,
    flowId,
  }: FlowId): Promise<Pick<FlowVersionRow, 'version' | 'note' | 'at' | 'publishedByName'>[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.find(flowVersionEntity, {
        where: { workspaceId, flowId },
        order: { version: 'DESC' },
        select: { version: true, note: true, at: true, publishedByName: true },
      }),
    );
  }

  version({ workspaceId, flowId, version }: FlowId & { version: number }): Promise<FlowVersionRow | null> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.findOneBy(flowVersionEntity, { workspaceId, flowId, version }),
    );
  }

  async addVersion(version: NewFlowVersion): Promise<void> {
    await this.#runner.inWorkspace(version.workspaceId, (manager) => manager.insert(flowVersionEntity, version));
  }

  /** Flows of the workspace with the version that is published, and what that one calls. */
  async published(workspaceId: string): Promise<{ key: string; published: boolean; calls: string[] }[]> {
    const flows = await this.list(workspaceId);
    const versions = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowVersionEntity, 'v')
        .innerJoin(
          'flow',
          'f',
          'f.workspace_id = v.workspace_id AND f.id = v.flow_id AND f.published_version = v.version',
        )
        .where('v.workspace_id = :workspaceId', { workspaceId })
        .select(['v.workspaceId', 'v.flowId', 'v.version', 'v.subflows'])
        .getMany(),
    );
    const calls = new Map(versions.map((version) => [version.flowId, version.subflows]));
    return flows.map((flow) => ({
      key: flow.key,
      published: flow.publishedVersion !== null,
      calls: calls.get(flow.id) ?? [],
    }));
  }

  /** Documents of the published versions, by flow. */
  async publishedDocuments(workspaceId: string): Promise<Map<string, string>> {
    const versions = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder(flowVersionEntity, 'v')
        .innerJoin(
          'flow',
          'f',
          'f.workspace_id = v.workspace_id AND f.id = v.flow_id AND f.published_version = v.version',
        )
        .where('v.workspace_id = :workspaceId', { workspaceId })
        .select(['v.workspaceId', 'v.flowId', 'v.version', 'v.document'])
        .getMany(),
    );
    return new Map(versions.map((version) => [version.flowId, version.document]));
  }

  addresses(workspaceId: string): Promise<BotAddressRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) => manager.findBy(botAddressEntity, { workspaceId }));
  }

  addressOf({ workspaceId, flowId }: FlowId): Promise<BotAddressRow | null> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.findOneBy(botAddressEntity, { workspaceId, flowId }),
    );
  }

  ownerOfAddress(address: string): Promise<BotAddressRow | null> {
    return this.#runner.lookUp(address, (manager) => manager.findOneBy(botAddressEntity, { address }));
  }

  /** Gives a flow its address and its state; a former address of it is given free. */
  async setAddress({
    workspaceId,
    flowId,
    address,
    online,
    openConversations,
  }: FlowId & { address: string; online: boolean; openConversations: 'finish' | 'close' }): Promise<void> {
    const current = await this.addressOf({ workspaceId, flowId });
    if (current && current.address !== address)
      await this.#runner.inWorkspace(workspaceId, (manager) =>
        manager.delete(botAddressEntity, { workspaceId, address: current.address }),
      );
    if (current?.address === address)
      await this.#runner.inWorkspace(workspaceId, (manager) =>
        manager.update(
          botAddressEntity,
          { workspaceId, address },
          { online, openConversations, updatedAt: () => 'now()' },
        ),
      );
    else
      await this.#runner.inWorkspace(workspaceId, (manager) =>
        manager.insert(botAddressEntity, { address, workspaceId, flowId, online, openConversations }),
      );
  }

  async removeAddress({ workspaceId, flowId }: FlowId): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) => manager.delete(botAddressEntity, { workspaceId, flowId }));
  }
}
