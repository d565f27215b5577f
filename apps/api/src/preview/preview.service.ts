import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { OpenConversation, TurnRequest } from '@patchbay/api-contract';
import { FlowRepository, WorkspaceRepository } from '@patchbay/db';
import { requirementsOf, upgradeDocument } from '@patchbay/flow-spec';
import type { JsonObject } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { nodeHandlers } from '@patchbay/nodes/handlers';
import { accept, type CompiledFlow, compileFlow, initialSnapshot, type TurnInput } from '@patchbay/runtime';
import { chatProblems } from '../conversations/chat-problems.ts';
import { ConversationEngine } from '../conversations/conversation-engine.ts';
import { RunOutput } from '../conversations/run-output.ts';
import { TurnRun } from '../conversations/turn-run.ts';
import { DraftsService } from '../flows/drafts.service.ts';
import { storedDocument } from '../flows/stored-document.ts';
import type { WorkspaceRef } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { IDS, type Ids } from '../platform/ids.ts';
import { LOG, type Log } from '../platform/log.ts';
import { PreviewSession } from './preview-session.ts';

/** Limits of previews, in one place. */
const PREVIEW_LIMITS = { sessions: 200, idleMs: 30 * 60_000, events: 5_000, longestTimerMs: 24 * 60 * 60_000 };

interface Place {
  workspace: WorkspaceRef;
  key: string;
}

/** Conversations with drafts, for the studio: the same engine and the same events as a real one, with its steps told beside them. */
@Injectable()
export class PreviewService implements OnApplicationShutdown {
  readonly #drafts: DraftsService;
  readonly #flows: FlowRepository;
  readonly #workspaces: WorkspaceRepository;
  readonly #engine: ConversationEngine;
  readonly #ids: Ids;
  readonly #log: Log;
  readonly #sessions = new Map<string, PreviewSession>();

  constructor(
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(WorkspaceRepository) workspaces: WorkspaceRepository,
    @Inject(ConversationEngine) engine: ConversationEngine,
    @Inject(IDS) ids: Ids,
    @Inject(LOG) log: Log,
  ) {
    this.#drafts = drafts;
    this.#flows = flows;
    this.#workspaces = workspaces;
    this.#engine = engine;
    this.#ids = ids;
    this.#log = log;
  }

  async open({
    workspace,
    key,
    body,
  }: Place & { body: OpenConversation }): Promise<{ session: PreviewSession; run: TurnRun; turnId: string }> {
    const { text } = await this.#drafts.read({ workspaceId: workspace.id, key });
    const document = upgradeDocument({ document: storedDocument(text), types: nodeRegistry });
    const main = compileFlow({ document, version: null, registry: nodeRegistry });
    const flows = await this.#called({
      workspaceId: workspace.id,
      keys: requirementsOf({ document }).flows.map((need) => need.key),
    });
    this.#makeRoom();
    const id = this.#ids.next();
    const session = new PreviewSession({
      conversation: {
        id,
        channel: 'preview',
        locale: body.locale ?? 'en',
        timezone: body.timezone ?? 'UTC',
        startedAt: new Date().toISOString(),
      },
      workspaceId: workspace.id,
      flowKey: key,
      plan: { main, flows },
      snapshot: initialSnapshot(main),
    });
    this.#sessions.set(id, session);
    return { session, ...(await this.#start({ session, input: { kind: 'opened' } })) };
  }

  async take({
    workspace,
    key,
    id,
    body,
    turnKey,
  }: Place & { id: string; body: TurnRequest; turnKey: string | undefined }): Promise<{
    run: TurnRun;
    turnId: string;
  }> {
    const session = this.find({ workspace, key, id });
    const known = turnKey === undefined ? undefined : session.turns.get(turnKey);
    if (known?.turnId) return { run: known, turnId: known.turnId };
    await session.run?.ended.catch(() => undefined);
    const input = inputOf(body);
    this.#check({ session, input });
    const started = await this.#start({ session, input });
    if (turnKey !== undefined) session.turns.set(turnKey, started.run);
    return started;
  }

  find({ workspace, key, id }: Place & { id: string }): PreviewSession {
    const session = this.#sessions.get(id);
    if (!session || session.workspaceId !== workspace.id || session.flowKey !== key)
      throw problems.notFound('The preview');
    session.lastUsed = Date.now();
    return session;
  }

  onApplicationShutdown(): void {
    for (const session of this.#sessions.values()) session.end();
    this.#sessions.clear();
  }

  async #start({
    session,
    input,
  }: {
    session: PreviewSession;
    input: TurnInput;
  }): Promise<{ run: TurnRun; turnId: string }> {
    if (session.events.length > PREVIEW_LIMITS.events)
      throw problems.conflict('preview_full', 'This preview has become very long. Start over.');
    clearTimeout(session.timer);
    const variables = await this.#workspaces.variables(session.workspaceId);
    const env: JsonObject = JSON.parse(
      JSON.stringify(Object.fromEntries(variables.map((variable) => [variable.key, variable.value]))),
    );
    const turnId = this.#ids.next();
    const output = new RunOutput(session.publish);
    const run = new TurnRun({
      turnId: input.kind === 'timer' ? null : turnId,
      conversation: session.conversation,
      nowMs: Date.now(),
      input,
      plan: session.plan,
      snapshot: session.snapshot,
      env,
      ids: this.#ids,
      output,
      store: session.store(input.kind === 'timer' ? null : turnId),
      outside: () =>
        this.#engine.outside.bind({
          workspaceId: session.workspaceId,
          epoch: '',
          flow: session.flowKey,
          version: null,
        }),
      past: { last: (options) => session.lastMessages(options) },
      onStep: (step) => output.live(JSON.stringify({ type: 'trace', step })),
      onInternalError: (error, place) =>
        this.#log.error({ err: error, ...place }, 'A node failed inside, in a preview.'),
      onSettled: ({ timerAt }) => timerAt && this.#arm({ session, at: timerAt }),
    });
    session.run = run;
    return { run, turnId };
  }

  #arm({ session, at }: { session: PreviewSession; at: string }): void {
    const pause = Math.min(Math.max(0, Date.parse(at) - Date.now()), PREVIEW_LIMITS.longestTimerMs);
    session.timer = setTimeout(
      () => void this.#start({ session, input: { kind: 'timer' } }).catch(() => undefined),
      pause,
    );
    session.timer.unref();
  }

  #check({ session, input }: { session: PreviewSession; input: TurnInput }): void {
    const checked = accept({
      plan: session.plan,
      snapshot: session.snapshot,
      input,
      handlers: nodeHandlers,
      context: {
        now: new Date().toISOString(),
        conversation: session.conversation,
        user: {},
        env: {},
        newId: () => this.#ids.next(),
        elapsedMs: () => performance.now(),
        yieldNow: () => Promise.resolve(),
        stopSignal: () => new AbortController().signal,
        trace: false,
      },
    });
    if (checked.ok) return;
    if (checked.code === 'values_invalid') {
      throw problems.invalid(
        checked.issues.map((issue) => ({ ...issue, path: `submit.values${issue.path ? `.${issue.path}` : ''}` })),
        'Some of the values are not valid.',
      );
    }
    if ('componentId' in input && session.hasComponent(input.componentId)) throw chatProblems.componentClosed();
    throw chatProblems.unknownComponent(`${input.kind}.componentId`);
  }

  // A draft calls what is published of other flows, as a real conversation would.
  async #called({ workspaceId, keys }: { workspaceId: string; keys: string[] }): Promise<Map<string, CompiledFlow>> {
    const found = new Map<string, CompiledFlow>();
    for (const key of new Set(keys)) {
      const flow = await this.#flows.find({ workspaceId, key });
      const planned =
        flow && (await this.#engine.plans.current({ workspaceId, flowId: flow.id, epoch: `preview ${Date.now()}` }));
      if (!planned) continue;
      for (const [name, compiled] of planned.plan.flows) found.set(name, compiled);
    }
    return found;
  }

  #makeRoom(): void {
    const oldest = [...this.#sessions].sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
    for (const [id, session] of oldest) {
      if (Date.now() - session.lastUsed < PREVIEW_LIMITS.idleMs && this.#sessions.size < PREVIEW_LIMITS.sessions) break;
      session.end();
      this.#sessions.delete(id);
    }
  }
}

function inputOf(body: TurnRequest): TurnInput {
  // The body was parsed from JSON, so its values are JSON.
  if ('submit' in body)
    return { kind: 'submit', componentId: body.submit.componentId, values: body.submit.values as JsonObject };
  if ('cancel' in body) return { kind: 'cancel', componentId: body.cancel.componentId };
  return { kind: 'message', text: body.text, files: [] };
}
