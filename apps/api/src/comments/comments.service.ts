import { Inject, Injectable } from '@nestjs/common';
import { roleAllows } from '@patchbay/access';
import type { CommentThread } from '@patchbay/api-contract';
import {
  AccountsRepository,
  CommentRepository,
  type CommentRow,
  DeletionRepository,
  FlowRepository,
  TransactionRunner,
} from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import { DraftsService } from '../flows/drafts.service.ts';
import { storedDocument } from '../flows/stored-document.ts';
import { goneNodes } from './gone-nodes.ts';
import { LIMITS } from '../limits/limits.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { DraftRooms } from '../together/draft-rooms.ts';

interface On {
  workspace: WorkspaceRef;
  principal: Principal;
  key: string;
}

interface Written {
  body: string;
  mentions?: readonly string[] | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_MENTIONS = 50;

/** What people say about the nodes of a flow, in threads that stay while versions come and go. */
@Injectable()
export class CommentsService {
  readonly #comments: CommentRepository;
  readonly #deletions: DeletionRepository;
  readonly #flows: FlowRepository;
  readonly #drafts: DraftsService;
  readonly #accounts: AccountsRepository;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #rooms: DraftRooms;
  readonly #ids: Ids;

  constructor(
    @Inject(CommentRepository) comments: CommentRepository,
    @Inject(DeletionRepository) deletions: DeletionRepository,
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(DraftRooms) rooms: DraftRooms,
    @Inject(IDS) ids: Ids,
  ) {
    this.#comments = comments;
    this.#deletions = deletions;
    this.#flows = flows;
    this.#drafts = drafts;
    this.#accounts = accounts;
    this.#runner = runner;
    this.#audit = audit;
    this.#rooms = rooms;
    this.#ids = ids;
  }

  async list({ workspace, principal, key }: On): Promise<{ threads: CommentThread[] }> {
    const place = await this.#place({ workspace, key });
    const userId = userOf(principal);
    const threads = await this.#comments.threads({ ...place, userId });
    const gone = threads.length === 0 ? undefined : await this.#goneOf({ ...place, threads });
    const comments = Map.groupBy(await this.#comments.comments(place), (comment) => comment.threadId);
    return {
      threads: threads.map(({ seenAt, createdAt, resolvedAt, ...thread }) => {
        const all = comments.get(thread.id) ?? [];
        const was = gone?.get(thread.nodeId);
        return {
          ...thread,
          ...(was ? { gone: was } : {}),
          createdAt: createdAt.toISOString(),
          resolvedAt: resolvedAt?.toISOString() ?? null,
          unread: userId !== null && all.some((one) => one.authorId !== userId && (!seenAt || one.createdAt > seenAt)),
          comments: all.map(shown),
        };
      }),
    };
  }

  async #goneOf({
    threads,
    ...place
  }: {
    workspaceId: string;
    flowId: string;
    threads: readonly { nodeId: string }[];
  }) {
    const draft = await this.#flows.draft(place);
    const there = new Set(draft ? storedDocument(draft.document).nodes.map((node) => node.id) : []);
    const ids = new Set(threads.map((thread) => thread.nodeId).filter((id) => !there.has(id)));
    return goneNodes({ flows: this.#flows, ...place, ids });
  }

  async start({ nodeId, ...on }: On & Written & { nodeId: string }): Promise<{ id: string }> {
    const place = await this.#place(on);
    const draft = await this.#flows.draft(place);
    if (!draft || !storedDocument(draft.document).nodes.some((node) => node.id === nodeId))
      throw problems.invalid([
        { path: 'nodeId', code: 'unknown_node', message: 'The draft has no node with this id.' },
      ]);
    const threadId = this.#ids.next();
    await this.#change(on, 'comment.added', nodeId, async () => {
      if ((await this.#comments.countThreads(place)) >= LIMITS.comments.threads) throw tooMany();
      await this.#comments.addThread({ workspaceId: place.workspaceId, threadId, flowId: place.flowId, nodeId });
      await this.#write({ ...on, threadId });
    });
    return { id: threadId };
  }

  async reply({ thread: threadId, ...on }: On & Written & { thread: string }): Promise<{ id: string }> {
    let id = '';
    await this.#inThread({ ...on, threadId, action: 'comment.added' }, async (thread) => {
      if (thread.comments >= LIMITS.comments.inThread) throw tooMany();
      id = await this.#write({ ...on, threadId });
    });
    return { id };
  }

  async resolve({ thread: threadId, resolved, ...on }: On & { thread: string; resolved: boolean }): Promise<void> {
    const action = resolved ? 'comment.resolved' : 'comment.reopened';
    await this.#inThread({ ...on, threadId, action }, () =>
      this.#comments.setResolved({
        workspaceId: on.workspace.id,
        threadId,
        by: resolved ? on.principal.name : null,
      }),
    );
  }

  async change({
    thread: threadId,
    comment,
    ...on
  }: On & Written & { thread: string; comment: string }): Promise<void> {
    await this.#inThread({ ...on, threadId, action: 'comment.changed' }, async () => {
      await this.#own({ ...on, threadId, comment });
      const mentions = await this.#members(on);
      await this.#comments.changeComment({ workspaceId: on.workspace.id, id: comment, body: on.body, mentions });
    });
  }

  async remove({ thread: threadId, comment, ...on }: On & { thread: string; comment: string }): Promise<void> {
    await this.#inThread({ ...on, threadId, action: 'comment.deleted' }, async () => {
      const { first } = await this.#own({ ...on, threadId, comment, orAdministrator: true });
      const { workspace, principal } = on;
      await this.#deletions.keep({
        workspaceId: workspace.id,
        by: principal.id,
        ...wholeOr({ first, threadId, comment }),
      });
      await this.#comments.removeComment({
        workspaceId: on.workspace.id,
        threadId,
        commentId: comment,
        whole: first,
      });
    });
  }

  /** Brings back what the same principal has just deleted: a comment, or a thread with its first. */
  async restore({ thread: threadId, comment, ...on }: On & { thread: string; comment: string }): Promise<void> {
    const place = await this.#place(on);
    if (!UUID.test(threadId) || !UUID.test(comment)) throw problems.notFound('The comment');
    await this.#runner.run(async () => {
      // Nodes are renamed behind this lock: a thread comes back before that, and follows its node, or after, where it is by then.
      await this.#flows.lockDraft(place);
      const first = (await this.#comments.threadOf({ ...place, threadId })) === undefined;
      const restored = await this.#deletions.restore({
        ...{ workspaceId: place.workspaceId, by: on.principal.id, withinMs: LIMITS.undoMs },
        ...wholeOr({ first, threadId, comment }),
      });
      const thread = restored ? await this.#comments.threadOf({ ...place, threadId }) : undefined;
      if (!thread) throw problems.notFound('The comment');
      await this.#change(on, 'comment.restored', thread.nodeId, async () => {});
    });
  }

  async see({ workspace, principal, key, thread: threadId }: On & { thread: string }): Promise<void> {
    const place = await this.#place({ workspace, key });
    const thread = UUID.test(threadId) ? await this.#comments.threadOf({ ...place, threadId }) : undefined;
    if (!thread) throw problems.notFound('The thread');
    const userId = userOf(principal);
    if (userId !== null) await this.#comments.setSeen({ workspaceId: workspace.id, threadId, userId });
  }

  async mentions({ workspace, principal }: Pick<On, 'workspace' | 'principal'>) {
    const userId = userOf(principal);
    if (userId === null) return { mentions: [], unread: 0 };
    const rows = await this.#comments.mentions({ workspaceId: workspace.id, userId, limit: MOST_MENTIONS });
    return {
      mentions: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
      unread: rows.filter((row) => row.unread).length,
    };
  }

  async #write({ workspace, principal, threadId, ...written }: On & Written & { threadId: string }): Promise<string> {
    const id = this.#ids.next();
    const authorId = userOf(principal);
    const mentions = await this.#members({ workspace, ...written });
    await this.#comments.addComment({
      ...{ workspaceId: workspace.id, threadId, id, authorId, mentions },
      ...{ authorName: principal.name, body: written.body },
    });
    // Who writes has read what is there.
    if (authorId !== null) await this.#comments.setSeen({ workspaceId: workspace.id, threadId, userId: authorId });
    return id;
  }

  // Only members can be mentioned: nobody learns by it who else has an account.
  async #members({ workspace, mentions = [] }: Pick<On, 'workspace'> & Pick<Written, 'mentions'>) {
    if (mentions.length === 0) return [];
    const members = new Set((await this.#accounts.members(workspace.id)).map(({ user }) => user.id));
    const place = mentions.findIndex((id) => !members.has(id));
    if (place >= 0)
      throw problems.invalid([
        {
          path: `mentions.${place}`,
          code: 'unknown_member',
          message: 'Only members of the workspace can be mentioned.',
        },
      ]);
    return [...mentions];
  }

  async #own({
    workspace,
    principal,
    threadId,
    comment,
    orAdministrator = false,
  }: Pick<On, 'workspace' | 'principal'> & { threadId: string; comment: string; orAdministrator?: boolean }) {
    const found = UUID.test(comment)
      ? await this.#comments.commentOf({ workspaceId: workspace.id, threadId, commentId: comment })
      : undefined;
    if (!found) throw problems.notFound('The comment');
    const isOwn = found.authorId !== null && found.authorId === userOf(principal);
    if (!isOwn && !(orAdministrator && (await this.#isAdministrator({ workspace, principal }))))
      throw problems.forbidden('This comment is somebody else’s.');
    return found;
  }

  async #isAdministrator({ workspace, principal }: Pick<On, 'workspace' | 'principal'>): Promise<boolean> {
    const role =
      principal.kind === 'api-key'
        ? (await this.#accounts.findApiKeyById(principal.id))?.role
        : (await this.#accounts.membershipsOf(principal.id)).find((one) => one.workspaceId === workspace.id)?.role;
    return roleAllows({ role: role ?? '', permission: 'members.write' });
  }

  async #inThread(
    { threadId, action, ...on }: On & { threadId: string; action: string },
    work: (thread: { comments: number }) => Promise<void>,
  ): Promise<void> {
    const place = await this.#place(on);
    if (!UUID.test(threadId)) throw problems.notFound('The thread');
    await this.#runner.run(async () => {
      const thread = await this.#comments.threadOf({ ...place, threadId });
      if (!thread) throw problems.notFound('The thread');
      await this.#change(on, action, thread.nodeId, () => work(thread));
    });
  }

  async #change(on: On, action: string, nodeId: string, work: () => Promise<void>): Promise<void> {
    const { workspace, principal, key } = on;
    const place = await this.#place(on);
    await this.#runner.run(async () => {
      await work();
      const target = `${key}/${nodeId}`;
      await this.#audit.tell({ workspaceId: workspace.id, principal, action, target });
      this.#runner.afterCommit(() => this.#rooms.commented(place));
    });
  }

  async #place({ workspace, key }: Pick<On, 'workspace' | 'key'>): Promise<{ workspaceId: string; flowId: string }> {
    const flow = await this.#drafts.flow({ workspaceId: workspace.id, key });
    return { workspaceId: workspace.id, flowId: flow.id };
  }
}

// Who takes away what a thread began with takes the thread.
function wholeOr({ first, threadId, comment }: { first: boolean; threadId: string; comment: string }) {
  return first ? ({ kind: 'thread', key: threadId } as const) : ({ kind: 'comment', key: comment } as const);
}

function shown({ threadId: _, createdAt, editedAt, ...comment }: CommentRow) {
  return { ...comment, createdAt: createdAt.toISOString(), editedAt: editedAt?.toISOString() ?? null };
}

function userOf(principal: Principal): string | null {
  return principal.kind === 'user' ? principal.id : null;
}

function tooMany() {
  return problems.conflict('too_many_comments', 'There are too many comments here already. Delete some first.');
}
