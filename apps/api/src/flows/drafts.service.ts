import { Inject, Injectable } from '@nestjs/common';
import type { DraftOperations, OperationsResponse } from '@patchbay/api-contract';
import {
  FlowRepository,
  type FlowOperationRow,
  type FlowRow,
  isUniqueViolation,
  type NewFlowOperation,
  TransactionRunner,
} from '@patchbay/db';
import { type FlowDocument, type Operation, operationSchema, orderBatch, parseFlowText } from '@patchbay/flow-spec';
import { z } from 'zod';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { problems } from '../platform/http/problems.ts';
import { zodIssues } from '../platform/http/zod-issues.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { NodeNamesService } from '../tests/node-names.service.ts';
import { DraftChanges } from './draft-changes.ts';
import { answerOf, entryOf, operationsOf, partsOf } from './draft-entry.ts';
import { storedDocument } from './stored-document.ts';
import { undoneChanges } from './undone-changes.ts';

export interface Place {
  workspaceId: string;
  key: string;
}

interface Change {
  flow: FlowRow;
  document: FlowDocument;
  /** As it is stored; documents that were sent whole are kept byte for byte. */
  text: string;
  kind: FlowOperationRow['kind'];
  clientId: string;
  operations: Operation[];
  inverse: Operation[];
  /** Names that nodes get, where the operations do not say all of them. */
  renames?: Operation[];
  collisions?: { operation: number; revision: number }[];
  revision: number;
}

/** Changes in one answer, and how long their texts may be together. */
const PAGE = { entries: 200, characters: 4_000_000 };

/** Drafts and the log of their changes. Every change is one entry of one log, whoever made it and however. */
@Injectable()
export class DraftsService {
  readonly #flows: FlowRepository;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #ids: Ids;
  readonly #names: NodeNamesService;
  readonly #changes: DraftChanges;

  constructor(
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(IDS) ids: Ids,
    @Inject(NodeNamesService) names: NodeNamesService,
    @Inject(DraftChanges) changes: DraftChanges,
  ) {
    this.#names = names;
    this.#flows = flows;
    this.#runner = runner;
    this.#audit = audit;
    this.#ids = ids;
    this.#changes = changes;
  }

  async flow({ workspaceId, key }: Place): Promise<FlowRow> {
    const flow = await this.#flows.find({ workspaceId, key });
    if (!flow) throw problems.notFound(`The flow "${key.slice(0, 64)}"`);
    return flow;
  }

  /** Makes a flow from a document's text. 409 when the key is taken, 422 when the document is refused. */
  async create({
    workspaceId,
    principal,
    text,
  }: {
    workspaceId: string;
    principal: Principal | undefined;
    text: string;
  }): Promise<{ key: string; revision: number }> {
    const document = parsedDocument(text);
    try {
      await this.#runner.run(async () => {
        if (await this.#flows.find({ workspaceId, key: document.key })) throw keyTaken(document.key);
        const id = this.#ids.next();
        await this.#flows.add({
          workspaceId,
          id,
          key: document.key,
          name: document.name,
          description: document.description?.replaceAll('\0', '') ?? null,
          updatedBy: userOf(principal),
        });
        await this.#flows.addDraft({ workspaceId, flowId: id, revision: 1, document: text });
        await this.#flows.addOperation({
          ...signed(principal),
          workspaceId,
          flowId: id,
          revision: 1,
          kind: 'create',
          clientId: 'server',
          operations: '[]',
          inverse: '[]',
        });
        await this.#audit.tell({ workspaceId, principal, action: 'flow.created', target: document.key });
      });
    } catch (error) {
      // Two made it at once: the other was first.
      if (isUniqueViolation(error)) throw keyTaken(document.key);
      throw error;
    }
    return { key: document.key, revision: 1 };
  }

  async read(place: Place): Promise<{ text: string; revision: number }> {
    const flow = await this.flow(place);
    const draft = await this.#flows.draft({ workspaceId: place.workspaceId, flowId: flow.id });
    if (!draft) throw new Error(`flow ${place.key} has no draft`);
    return { text: draft.document, revision: draft.revision };
  }

  /** Replaces the draft when nobody saved since `revision`, else 412. */
  async replace({
    principal,
    text,
    revision,
    kind = 'put',
    ...place
  }: Place & {
    principal: Principal | undefined;
    text: string;
    revision: number | undefined;
    kind?: 'put' | 'import';
  }): Promise<number> {
    const document = parsedDocument(text);
    if (document.key !== place.key)
      throw problems.invalid([
        { path: 'key', code: 'key_changed', message: `The key of this flow is "${place.key}".` },
      ]);
    return this.#runner.run(async () => {
      const { flow, draft } = await this.#lock(place);
      if (revision !== undefined && draft.revision !== revision) {
        throw new ProblemError({
          status: 412,
          code: 'revision_conflict',
          message: `The draft has been changed since: it is at revision ${draft.revision}.`,
          headers: { etag: etagOf(draft.revision) },
        });
      }
      const before = storedDocument(draft.document);
      return this.#store(
        {
          flow,
          document,
          text,
          kind,
          clientId: kind,
          operations: [{ type: 'document.replace', document }],
          inverse: [{ type: 'document.replace', document: before }],
          revision: draft.revision + 1,
        },
        principal,
      );
    });
  }

  /**
   * Puts operations after those of others since `base`, so that they mean the same after them: all of them or none, or with `merge` what fits. The same batch
   * again changes nothing and is answered as it was.
   */
  async apply({
    principal,
    base,
    clientId,
    operations: given,
    merge = false,
    ...place
  }: Place & {
    principal: Principal;
    base: number;
    clientId: string;
    operations: unknown[];
    merge?: boolean | undefined;
  }): Promise<OperationsResponse> {
    const operations = parsedOperations(given);
    return this.#runner.run(async () => {
      const { flow, draft } = await this.#lock(place);
      if (base > draft.revision)
        throw problems.invalid([
          { path: 'base', code: 'unknown_revision', message: `The draft is at revision ${draft.revision}.` },
        ]);
      const since = await this.#flows.operationsSince({
        workspaceId: place.workspaceId,
        flowId: flow.id,
        revision: base,
      });
      const text = JSON.stringify(operations);
      if (since.some((entry) => entry.clientId === clientId && (merge || entry.operations === text)))
        return answerOf({ revision: draft.revision, entries: since });
      const ordered = orderBatch({
        document: storedDocument(draft.document),
        since: since.map((entry) => ({ ...entry, ...partsOf(entry) })),
        operations,
      });
      const dropped = ordered.dropped.map(({ mine, code, message }) => ({ operation: mine, code, message }));
      const [first] = dropped;
      if (first && !merge) {
        const { operation, code, message } = first;
        const issues = [{ path: `operations.${operation}`, code, message }];
        throw new ProblemError({ status: 409, code: 'operation_refused', message, issues });
      }
      if (ordered.operations.length === 0) return answerOf({ revision: draft.revision, entries: since, dropped });
      const revision = await this.#store(
        {
          flow,
          document: ordered.document,
          text: JSON.stringify(ordered.document),
          kind: 'operations',
          clientId,
          operations: ordered.operations,
          inverse: ordered.inverse,
          collisions: ordered.collisions,
          revision: draft.revision + 1,
        },
        principal,
      );
      const mine = {
        ...{ revision, clientId, ...signed(principal) },
        ...{ operations: JSON.stringify(ordered.operations), collisions: JSON.stringify(ordered.collisions) },
      };
      return answerOf({ revision, entries: [...since, mine], dropped });
    });
  }

  /** Changes after a revision, with what undoes them. */
  async operationsSince({ revision, ...place }: Place & { revision: number }): Promise<DraftOperations> {
    const flow = await this.flow(place);
    const id = { workspaceId: place.workspaceId, flowId: flow.id };
    const rows = await this.#flows.operationsSince({ ...id, revision, limit: PAGE.entries + 1 });
    let characters = 0;
    const page = rows.slice(0, PAGE.entries).filter((row, index) => {
      characters += row.operations.length + row.inverse.length;
      return index === 0 || characters < PAGE.characters;
    });
    return {
      revision: page.at(-1)?.revision ?? (await this.#flows.draftRevision(id)) ?? revision,
      entries: page.map((row) => ({ ...entryOf(row), inverse: operationsOf(row.inverse) })),
      more: page.length < rows.length,
    };
  }

  async history({ after, limit, ...place }: Place & { after: string | undefined; limit: number }) {
    const flow = await this.flow(place);
    const before = after === undefined ? undefined : Number(after);
    if (before !== undefined && !Number.isInteger(before))
      throw problems.invalid([{ path: 'query.after', code: 'invalid', message: 'A revision is a whole number.' }]);
    const rows = await this.#flows.history({ workspaceId: place.workspaceId, flowId: flow.id, before, limit });
    return {
      entries: rows.map((row) => ({
        revision: row.revision,
        kind: row.kind,
        by: row.byName,
        at: row.at.toISOString(),
        operations: operationsOf(row.operations).length,
      })),
    };
  }

  /** Takes the draft back to how it was at a revision, as a new revision. */
  async undo({ principal, revision, ...place }: Place & { principal: Principal; revision: number }): Promise<number> {
    return this.#runner.run(async () => {
      const { flow, draft } = await this.#lock(place);
      if (revision >= draft.revision)
        throw problems.invalid([
          { path: 'revision', code: 'unknown_revision', message: `Choose a revision before ${draft.revision}.` },
        ]);
      const entries = await this.#flows.operationsSince({ workspaceId: place.workspaceId, flowId: flow.id, revision });
      const undone = undoneChanges({
        draft: storedDocument(draft.document),
        inverse: entries.reverse().flatMap((entry) => operationsOf(entry.inverse)),
      });
      return this.#store(
        {
          ...undone,
          flow,
          text: JSON.stringify(undone.document),
          kind: 'undo',
          clientId: 'undo',
          revision: draft.revision + 1,
        },
        principal,
      );
    });
  }

  async #lock(place: Place) {
    const flow = await this.flow(place);
    const draft = await this.#flows.lockDraft({ workspaceId: place.workspaceId, flowId: flow.id });
    if (!draft) throw new Error(`flow ${place.key} has no draft`);
    return { flow, draft };
  }

  async #store(
    {
      flow,
      document,
      text,
      kind,
      clientId,
      operations,
      inverse,
      renames = operations,
      collisions = [],
      revision,
    }: Change,
    principal: Principal | undefined,
  ): Promise<number> {
    const id = { workspaceId: flow.workspaceId, flowId: flow.id };
    await this.#flows.changeDraft({ ...id, revision, document: text });
    const { threads } = await this.#names.follow({ ...id, operations: renames });
    await this.#flows.addOperation({
      ...signed(principal),
      ...id,
      revision,
      kind,
      clientId,
      operations: JSON.stringify(operations),
      inverse: JSON.stringify(inverse),
      collisions: JSON.stringify(collisions),
    });
    this.#runner.afterCommit(() => this.#changes.tell({ ...id, threads }));
    await this.#flows.change({
      ...id,
      name: document.name,
      description: document.description?.replaceAll('\0', '') ?? null,
      updatedBy: userOf(principal),
    });
    return revision;
  }
}

export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/** The revision that an `If-Match` names: 428 without the header, 412 for one that can be none of ours. */
export function revisionOf(header: string | undefined): number {
  if (header === undefined || header.trim() === '')
    throw new ProblemError({
      status: 428,
      code: 'if_match_missing',
      message: 'Say by If-Match which revision you changed.',
    });
  const found = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim());
  if (!found)
    throw new ProblemError({
      status: 412,
      code: 'revision_conflict',
      message: 'If-Match names no revision of this draft.',
    });
  return Number(found[1]);
}

export function parsedDocument(text: string): FlowDocument {
  const parsed = parseFlowText(text);
  if (!parsed.ok) throw problems.invalid(parsed.issues, 'This flow document cannot be taken in.');
  return parsed.value;
}

function parsedOperations(given: unknown[]): Operation[] {
  const parsed = z.array(operationSchema).safeParse(given);
  if (parsed.success) return parsed.data;
  throw problems.invalid(zodIssues({ issues: parsed.error.issues, prefix: ['operations'] }));
}

function signed(principal: Principal | undefined): Pick<NewFlowOperation, 'byUser' | 'byName'> {
  return { byUser: userOf(principal), byName: principal?.name ?? null };
}

function userOf(principal: Principal | undefined): string | null {
  return principal?.kind === 'user' ? principal.id : null;
}

export function keyTaken(key: string): ProblemError {
  return problems.conflict('key_taken', `There is a flow "${key}" already.`);
}
