import {
  type DebugState,
  type MadeTest,
  type NewTest,
  type StoredTest,
  type TestCase,
  testCaseSchema,
  type TestResult,
  type TestRun,
} from '@patchbay/api-contract';
import type { FlowRepository, FlowTestRecord, FlowTestRepository } from '@patchbay/db';
import { CANVAS_OPERATIONS } from '@patchbay/flow-spec';
import { validate } from 'uuid';
import type { DraftsService } from '../flows/drafts.service.ts';
import { LIMITS } from '../limits/limits.ts';
import { problems } from '../platform/http/problems.ts';
import type { PreviewRunner } from '../preview/preview-runner.ts';
import type { PreviewService } from '../preview/preview.service.ts';
import type { PinsService } from './pins.service.ts';
import { cutPins, recordedPins } from './recorded-pins.ts';
import type { RecordedRun } from './recorded-run.ts';
import { recordedTurns } from './recorded-turns.ts';
import { testTalk } from './test-talk.ts';
import { toldEvent } from './what-was-said.ts';
import type { PastConversation } from './past-conversation.ts';
import { surroundingsIssues } from './surroundings-issues.ts';

interface FlowPlace {
  workspaceId: string;
  key: string;
}

interface TestsParts {
  store: FlowTestRepository;
  flows: FlowRepository;
  drafts: DraftsService;
  pins: PinsService;
  runner: PreviewRunner;
  preview: PreviewService;
  past(place: { workspaceId: string; conversationId: string }): Promise<PastConversation>;
}

const WHY_UNREPEATABLE: Record<NonNullable<DebugState['unrepeatable']>, string> = {
  begun: 'It did not begin at the start, and a test case always does. Start over, then save it.',
  changed: 'Variables were changed by hand in it, which a test case cannot do again. Start over, then save it.',
  ended: 'A turn of it was ended before its time, which a test case cannot do again. Start over, then save it.',
};

/** Test cases of flows: conversations that a draft is to pass. */
export class TestsService {
  readonly #parts: TestsParts;

  constructor(parts: TestsParts) {
    this.#parts = parts;
  }

  async list(place: FlowPlace): Promise<StoredTest[]> {
    return (await this.#rows(place)).map(testOf);
  }

  /** The last revision at which the draft was changed so that a run may tell. */
  async changedAt(place: FlowPlace): Promise<number> {
    const { drafts, flows } = this.#parts;
    const flow = await drafts.flow(place);
    return flows.changedAt({ workspaceId: place.workspaceId, flowId: flow.id, unless: CANVAS_OPERATIONS });
  }

  async create({ test, ...place }: FlowPlace & { test: NewTest }): Promise<MadeTest> {
    const { store, runner } = this.#parts;
    const flow = await this.#parts.drafts.flow(place);
    const rows = await this.#rows(place);
    if (rows.length >= LIMITS.tests.most)
      throw problems.conflict('too_many_tests', `A flow has at most ${LIMITS.tests.most} test cases.`);
    const { cut, ...made } = 'from' in test ? await this.#recorded({ ...place, test }) : { ...test, cut: [] };
    const id = { workspaceId: place.workspaceId, flowId: flow.id };
    const row = await store.addTest({ ...id, id: runner.parts.ids.next(), body: bodyOf(made) });
    return { ...testOf(row), ...(cut.length > 0 ? { cut } : {}) };
  }

  async change({ id, test, ...place }: FlowPlace & { id: string; test: TestCase }): Promise<StoredTest> {
    const flow = await this.#parts.drafts.flow(place);
    const row = validate(id)
      ? await this.#parts.store.changeTest({
          workspaceId: place.workspaceId,
          flowId: flow.id,
          id,
          body: bodyOf(test),
        })
      : undefined;
    if (!row) throw problems.notFound('The test case');
    return testOf(row);
  }

  async remove({ id, ...place }: FlowPlace & { id: string }): Promise<void> {
    const flow = await this.#parts.drafts.flow(place);
    const removed =
      validate(id) && (await this.#parts.store.removeTest({ workspaceId: place.workspaceId, flowId: flow.id, id }));
    if (!removed) throw problems.notFound('The test case');
  }

  /** Runs test cases against the draft as it stands, some of them at once, and keeps how they ended. Throws 422 for one that is not there. */
  async run({ ids, ...place }: FlowPlace & { ids: readonly string[] | undefined }): Promise<TestRun> {
    const { workspaceId, key } = place;
    const { store, runner, pins } = this.#parts;
    const tests = await this.#wanted({ ...place, ids });
    const preview = { workspaceId, flowKey: key };
    const { plan, revision, documents } = await runner.draftOf(preview);
    const flowPins = await pins.ofFlows({ workspaceId, main: key, keys: [...documents.keys()] });
    const language = documents.get(key)?.language ?? 'en';
    const results: TestResult[] = [];
    const left = [...tests.entries()];
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [index, test] = next;
        const began = performance.now();
        const { locale = language, timezone = 'UTC' } = test;
        const turns = await testTalk({ runner, place: preview, plan, test, flowPins, locale, timezone });
        results[index] = {
          id: test.id,
          name: test.name,
          passed: turns.every((turn) => turn.differences.length === 0),
          milliseconds: Math.round(performance.now() - began),
          turns,
        };
      }
    };
    await Promise.all(Array.from({ length: LIMITS.tests.atOnce }, work));
    await store.keepResults({ workspaceId, revision, results: results.map(({ id, passed }) => ({ id, passed })) });
    const passed = results.filter((result) => result.passed).length;
    return { revision, passed, failed: results.length - passed, results };
  }

  async #wanted({ ids, ...place }: FlowPlace & { ids: readonly string[] | undefined }): Promise<StoredTest[]> {
    const tests = await this.list(place);
    if (!ids) return tests;
    return [...new Set(ids)].map((id, index) => {
      const test = tests.find((one) => one.id === id);
      if (!test)
        throw problems.invalid([
          { path: `ids.${index}`, code: 'unknown_test', message: 'The flow has no such test case.' },
        ]);
      return test;
    });
  }

  async #rows(place: FlowPlace): Promise<FlowTestRecord[]> {
    const flow = await this.#parts.drafts.flow(place);
    return this.#parts.store.tests({ workspaceId: place.workspaceId, flowId: flow.id });
  }

  async #recorded({
    workspaceId,
    key,
    test,
  }: FlowPlace & { test: Extract<NewTest, { from: unknown }> }): Promise<TestCase & { cut: string[] }> {
    const { preview, past } = this.#parts;
    let runs: readonly RecordedRun[];
    let surroundings: Pick<PastConversation, 'locale' | 'timezone'>;
    let textOf: PastConversation['textOf'];
    if ('preview' in test.from) {
      const conversation = preview.find({ place: { workspaceId, flowKey: key }, id: test.from.preview });
      if (preview.isRunning(conversation)) throw problems.conflict('running', 'The test still runs.');
      const { unrepeatable } = conversation.debug.state;
      if (unrepeatable) throw problems.conflict('not_repeatable', WHY_UNREPEATABLE[unrepeatable]);
      runs = conversation.runs.map((run) => ({ ...run, events: run.events.map(toldEvent) }));
      surroundings = conversation;
      textOf = (id) => conversation.files.get(id)?.text ?? undefined;
    } else {
      const conversation = await past({ workspaceId, conversationId: test.from.conversation });
      if (conversation.flowKey !== key)
        throw problems.invalid([
          { path: 'from.conversation', code: 'other_flow', message: `It was with the flow "${conversation.flowKey}".` },
        ]);
      surroundings = conversation;
      ({ runs, textOf } = conversation);
    }
    const steps = runs.flatMap((run) => run.steps);
    return {
      name: test.name,
      turns: recordedTurns({ runs, main: key, textOf }),
      pins: recordedPins({ steps, main: key }),
      cut: cutPins({ steps, main: key }),
      live: false,
      locale: surroundings.locale,
      timezone: surroundings.timezone,
    };
  }
}

function bodyOf(test: TestCase): string {
  const issues = surroundingsIssues(test);
  if (issues.length > 0) throw problems.invalid(issues);
  const body = JSON.stringify(test);
  if (body.length > LIMITS.tests.characters)
    throw problems.invalid([
      { path: 'turns', code: 'too_large', message: `A test case has at most ${LIMITS.tests.characters} characters.` },
    ]);
  return body;
}

function testOf({ id, body, updatedAt, passed, passedRevision, ranAt }: FlowTestRecord): StoredTest {
  const last =
    passed === null || passedRevision === null || ranAt === null
      ? null
      : { passed, revision: passedRevision, at: ranAt.toISOString() };
  return { ...testCaseSchema.parse(JSON.parse(body)), id, updatedAt: updatedAt.toISOString(), last };
}
