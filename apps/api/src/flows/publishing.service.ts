import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { FlowRepository, type FlowRow, TransactionRunner } from '@patchbay/db';
import {
  diffDocuments,
  type FlowDocument,
  type FlowProblem,
  requirementsOf,
  upgradeDocument,
} from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { stripTypes } from '@patchbay/script-sandbox';
import { AuditService } from '../audit/audit.service.ts';
import { WorkspaceChanges } from '../fan-out/workspace-changes.ts';
import { ConversationCloser } from '../conversations/conversation-closer.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { DraftsService } from './drafts.service.ts';
import { FlowProblems } from './flow-problems.ts';
import { storedDocument } from './stored-document.ts';

interface In {
  workspace: WorkspaceRef;
  key: string;
  principal: Principal | undefined;
}

const addressPattern = /^[a-z0-9-]{1,64}(\.[a-z0-9-]{1,64})?$/;

/** Versions that never change: publishing, taking offline, going back, comparing. */
@Injectable()
export class PublishingService {
  readonly #flows: FlowRepository;
  readonly #drafts: DraftsService;
  readonly #problems: FlowProblems;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #closer: ConversationCloser;
  readonly #changes: WorkspaceChanges;

  constructor(
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(FlowProblems) flowProblems: FlowProblems,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(ConversationCloser) closer: ConversationCloser,
    @Inject(WorkspaceChanges) changes: WorkspaceChanges,
  ) {
    this.#flows = flows;
    this.#drafts = drafts;
    this.#problems = flowProblems;
    this.#runner = runner;
    this.#audit = audit;
    this.#closer = closer;
    this.#changes = changes;
  }

  async validate({ workspace, key }: In): Promise<FlowProblem[]> {
    const { text } = await this.#drafts.read({ workspaceId: workspace.id, key });
    return this.#problems.of({ workspaceId: workspace.id, document: storedDocument(text) });
  }

  /** Publishes the draft. 422 with issues when it has errors, or when the address is taken. */
  async publish({
    note,
    address,
    ...place
  }: In & { note?: string; address?: string }): Promise<{ version: number; address: string }> {
    const { text } = await this.#drafts.read({ workspaceId: place.workspace.id, key: place.key });
    return this.#publishText({
      ...place,
      text,
      action: 'flow.published',
      ...(note === undefined ? {} : { note }),
      ...(address === undefined ? {} : { address }),
    });
  }

  async rollback({
    version,
    note,
    ...place
  }: In & { version: number; note?: string }): Promise<{ version: number; address: string }> {
    const { document } = await this.version({ ...place, version });
    return this.#publishText({
      ...place,
      text: document,
      action: 'flow.rolled-back',
      note: note ?? `Back to version ${version}`,
    });
  }

  async #publishText({
    workspace,
    key,
    principal,
    text,
    note,
    address: wanted,
    action,
  }: In & { text: string; note?: string; address?: string; action: string }) {
    const document = upgradeDocument({ document: storedDocument(text), types: nodeRegistry });
    const found = (await this.#problems.of({ workspaceId: workspace.id, document })).filter(
      (problem) => problem.severity === 'error',
    );
    if (found.length > 0)
      throw problems.invalid(found.map(issueOf), 'The flow has errors that must be mended before it is published.');
    const compiled = await compiledText(document);
    return this.#change(workspace.id, async () => {
      const flow = await this.#drafts.flow({ workspaceId: workspace.id, key });
      const id = { workspaceId: workspace.id, flowId: flow.id };
      await this.#flows.lockDraft(id);
      const fresh = await this.#drafts.flow({ workspaceId: workspace.id, key });
      const address = await this.#addressFor({ workspace, flow: fresh, wanted });
      const version = (fresh.latestVersion ?? 0) + 1;
      await this.#flows.addVersion({
        ...id,
        version,
        document: text,
        compiled,
        subflows: [...new Set(requirementsOf({ document }).flows.map((need) => need.key))],
        documentHash: createHash('sha256').update(text).digest(),
        note: note ?? null,
        publishedBy: principal?.kind === 'user' ? principal.id : null,
        publishedByName: principal?.name ?? null,
      });
      await this.#flows.change({ ...id, latestVersion: version, publishedVersion: version });
      await this.#flows.setAddress({ ...id, address, online: true, openConversations: 'finish' });
      await this.#audit.tell({
        workspaceId: workspace.id,
        principal,
        action,
        target: key,
        details: { version, address },
      });
      return { version, address };
    });
  }

  #change<Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result> {
    return this.#changes.after({ workspaceId, change: this.#runner.run(work) });
  }

  async #addressFor({
    workspace,
    flow,
    wanted,
  }: {
    workspace: WorkspaceRef;
    flow: FlowRow;
    wanted: string | undefined;
  }): Promise<string> {
    const current = await this.#flows.addressOf({ workspaceId: workspace.id, flowId: flow.id });
    const address =
      wanted ?? current?.address ?? (workspace.key === 'default' ? flow.key : `${workspace.key}.${flow.key}`);
    if (!addressPattern.test(address))
      throw problems.invalid([
        { path: 'address', code: 'invalid_address', message: 'An address has lower-case letters, digits and hyphens.' },
      ]);
    const owner = await this.#flows.ownerOfAddress(address);
    if (owner && (owner.workspaceId !== workspace.id || owner.flowId !== flow.id)) {
      throw problems.invalid([
        { path: 'address', code: 'address_taken', message: `The address "${address}" belongs to another bot.` },
      ]);
    }
    return address;
  }

  async unpublish({
    workspace,
    key,
    principal,
    openConversations,
  }: In & { openConversations: 'finish' | 'close' }): Promise<{ address: string }> {
    const done = await this.#change(workspace.id, async () => {
      const flow = await this.#drafts.flow({ workspaceId: workspace.id, key });
      const current = await this.#flows.addressOf({ workspaceId: workspace.id, flowId: flow.id });
      if (!current) throw problems.conflict('not_published', 'This flow has never been published.');
      await this.#flows.setAddress({
        workspaceId: workspace.id,
        flowId: flow.id,
        address: current.address,
        online: false,
        openConversations,
      });
      await this.#audit.tell({
        workspaceId: workspace.id,
        principal,
        action: 'flow.unpublished',
        target: key,
        details: { openConversations },
      });
      return { address: current.address, flowId: flow.id };
    });
    // Nobody is let in any more; what is open ends before the caller hears that it did.
    if (openConversations === 'close') await this.#closer.closeAll({ workspaceId: workspace.id, flowId: done.flowId });
    return { address: done.address };
  }

  /** Lets people in again, to the version that was published last. */
  resume({ workspace, key, principal }: In): Promise<{ version: number; address: string }> {
    return this.#change(workspace.id, async () => {
      const flow = await this.#drafts.flow({ workspaceId: workspace.id, key });
      const id = { workspaceId: workspace.id, flowId: flow.id };
      const current = await this.#flows.addressOf(id);
      const version = flow.publishedVersion;
      if (!current || version === null) throw problems.conflict('not_published', 'This flow has never been published.');
      const { address } = current;
      await this.#flows.setAddress({ ...id, address, online: true, openConversations: 'finish' });
      await this.#audit.tell({
        workspaceId: workspace.id,
        principal,
        action: 'flow.resumed',
        target: key,
        details: { version, address },
      });
      return { version, address };
    });
  }

  async versions({ workspace, key }: In) {
    const flow = await this.#drafts.flow({ workspaceId: workspace.id, key });
    const address = await this.#flows.addressOf({ workspaceId: workspace.id, flowId: flow.id });
    const rows = await this.#flows.versions({ workspaceId: workspace.id, flowId: flow.id });
    return rows.map((row) => ({
      version: row.version,
      note: row.note,
      publishedAt: row.at.toISOString(),
      publishedBy: row.publishedByName,
      online: row.version === flow.publishedVersion && address?.online === true,
    }));
  }

  async version({ workspace, key, version }: In & { version: number }) {
    const flow = await this.#drafts.flow({ workspaceId: workspace.id, key });
    const row =
      Number.isInteger(version) && version > 0 && version < 2 ** 31
        ? await this.#flows.version({ workspaceId: workspace.id, flowId: flow.id, version })
        : null;
    if (!row) throw problems.notFound(`Version ${version}`);
    return { row, document: row.document };
  }

  async readVersion(place: In & { version: number }) {
    const { row } = await this.version(place);
    const summary = (await this.versions(place)).find((one) => one.version === row.version);
    return { ...summary, document: storedDocument(row.document) };
  }

  async diff({ from, to, ...place }: In & { from: string; to: string }) {
    return diffDocuments({
      from: await this.#side({ ...place, side: from, name: 'from' }),
      to: await this.#side({ ...place, side: to, name: 'to' }),
    });
  }

  async #side({ side, name, ...place }: In & { side: string; name: string }): Promise<FlowDocument> {
    if (side === 'draft')
      return storedDocument((await this.#drafts.read({ workspaceId: place.workspace.id, key: place.key })).text);
    if (!/^\d{1,9}$/.test(side))
      throw problems.invalid([{ path: `query.${name}`, code: 'invalid', message: 'Name a version, or "draft".' }]);
    return storedDocument((await this.version({ ...place, version: Number(side) })).document);
  }
}

function issueOf(problem: FlowProblem) {
  const path = [problem.nodeId, problem.path].filter((part) => part !== null && part !== '').join('.');
  return { path, code: problem.code, message: problem.message, nodeId: problem.nodeId, severity: problem.severity };
}

// What runs: scripts without their types, so that no turn pays for it.
async function compiledText(document: FlowDocument): Promise<string> {
  const nodes = await Promise.all(
    document.nodes.map(async (node) => {
      const code = node.type === 'script' ? node.config?.code : undefined;
      return typeof code === 'string'
        ? { ...node, config: { ...node.config, code: (await stripTypes(code)).code } }
        : node;
    }),
  );
  return JSON.stringify({ ...document, nodes });
}
