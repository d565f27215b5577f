import type { DebugAction, DebugState, PinEntry, Step, TestResult, TestRun } from '@patchbay/api-contract';
import { applyOperations, type FlowDocument } from '@patchbay/flow-spec';
import type { JsonValue } from '@patchbay/node-kit';
import { client, WORKSPACE } from '../api/session.tsx';
import type { Renamed } from '../editor/editor-store.ts';
import type { ByHand } from '../trace/known-before.ts';
import { noteCuts } from '../trace/whole-lengths.ts';
import { Breakpoints } from './breakpoints.ts';
import { placeOfTest } from './place-of-test.ts';
import { ToldIds } from './told-ids.ts';

/** A step of the test, with the turn that it belongs to. */
export type TurnStep = Step & { turnId: string | null };

/** What is shown of a test. */
export type TestTab = 'chat' | 'steps' | 'variables' | 'tests';

/** How a node fares in another conversation that this one is compared with. */
export type Mark = 'added' | 'removed' | 'changed';

export interface DebugView {
  /** Nodes of this flow before which its tests pause. */
  breakpoints: ReadonlySet<string>;
  pins: ReadonlyMap<string, PinEntry>;
  /** What nodes did that were run alone, the last of each, and how many steps the test had by then. */
  alone: ReadonlyMap<string, { step: Step; after: number }>;
  steps: readonly TurnStep[];
  /** Those of another conversation that this one is compared with. */
  others: readonly Step[];
  /** What somebody set by hand between them. */
  byHand: readonly ByHand[];
  /** The test that runs; undefined when there is none. */
  conversation: string | undefined;
  /** The flow that the test runs; undefined where that was found again, and is known by its revision alone. */
  tried: FlowDocument | undefined;
  debug: DebugState | undefined;
  marks: ReadonlyMap<string, Mark>;
  /** Counts the tests that were asked for from outside of the preview. */
  wanted: number;
  tab: TestTab;
  /** How test cases ended when they were run from here last, by id, and on which revision of the draft. */
  results: ReadonlyMap<string, { revision: number; result: TestResult }>;
}

/** Steps of a test that are kept for reading. */
const MOST_STEPS = 2_000;
/** Milliseconds. What is told within them is shown together: a loop goes through hundreds of nodes faster than each could be drawn. */
const GATHER_MS = 50;

/** What the parts of the editor know of the test beside the flow: breakpoints, pins, where it stands. Kept apart from the document, of which none of it is a part. */
export class DebugStore {
  readonly flowKey: string;
  readonly #breakpoints: Breakpoints;
  readonly #told = new ToldIds();
  readonly #listeners = new Set<() => void>();
  #view: DebugView;
  /** Visits that were told. */
  #visits = new Set<string>();
  /** Steps that were told and are not shown yet, until it fires. */
  #gathered: TurnStep[] = [];
  #gathering: ReturnType<typeof setTimeout> | undefined;
  /** Where the next test begins, if not at the start. */
  #from: { nodeId: string; conversationId?: string } | undefined;

  /** `looks`: nothing is tested here, so that breakpoints say nothing. */
  constructor({ flowKey, user, looks = false }: { flowKey: string; user: string; looks?: boolean }) {
    this.flowKey = flowKey;
    this.#breakpoints = new Breakpoints({ workspace: WORKSPACE, user, flowKey, looks });
    this.#view = {
      breakpoints: this.#breakpoints.shown,
      pins: new Map(),
      alone: new Map(),
      steps: [],
      others: [],
      byHand: [],
      conversation: undefined,
      tried: undefined,
      debug: undefined,
      marks: new Map(),
      wanted: 0,
      tab: 'chat',
      results: new Map(),
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): DebugView => this.#view;

  setBreakpoint(nodeId: string, on = !this.#view.breakpoints.has(nodeId)): void {
    this.#breakpoints.set({ nodeId, on });
    this.#tellBreakpoints();
  }

  /** A node has another id: what is known of it goes with it. */
  rename({ from, to }: Renamed): void {
    this.#told.rename({ from, to });
    this.#showSteps();
    const { breakpoints, pins, steps, debug, tried } = this.#view;
    const isIt = ({ flow, nodeId }: { flow: string; nodeId: string }) => flow === this.flowKey && nodeId === from;
    const pin = pins.get(from);
    const renamed = tried && applyOperations({ document: tried, operations: [{ type: 'node.rename', id: from, to }] });
    this.#breakpoints.rename({ from, to });
    this.#set({
      breakpoints: this.#breakpoints.shown,
      steps: steps.some(isIt) ? steps.map((step) => (isIt(step) ? { ...step, nodeId: to } : step)) : steps,
      ...(pin ? { pins: new Map([...pins].filter(([id]) => id !== from)).set(to, { ...pin, nodeId: to }) } : {}),
      ...(debug?.paused && isIt(debug.paused) ? { debug: { ...debug, paused: { ...debug.paused, nodeId: to } } } : {}),
      ...(renamed?.ok ? { tried: renamed.document } : {}),
    });
    if (breakpoints.has(from)) this.#sendBreakpoints();
  }

  /** The flow is edited. */
  follow(document: FlowDocument): void {
    this.#breakpoints.follow(document);
    if (this.#breakpoints.shown !== this.#view.breakpoints) this.#tellBreakpoints();
  }

  clearBreakpoints(): void {
    this.#breakpoints.clear();
    this.#tellBreakpoints();
  }

  /** Those of the flows that it calls, too. */
  clearAllBreakpoints(): void {
    this.#breakpoints.clearEverywhere();
    this.#tellBreakpoints();
  }

  /** Another tab kept something under a name, or, with null, nothing is kept any more. */
  keptElsewhere(key: string | null): void {
    if (this.#breakpoints.kept(key)) this.#tellBreakpoints();
  }

  /** Those of this flow, and of others that it may call. */
  allBreakpoints(): { flow: string; nodeId: string }[] {
    const own = [...this.#view.breakpoints]
      .flatMap((id) => this.#told.of(id))
      .map((nodeId) => ({ flow: this.flowKey, nodeId }));
    return [...own, ...this.#breakpoints.elsewhere].slice(0, 1_000);
  }

  /** The id by which the test that runs knows a node. */
  idInTest(nodeId: string): string {
    return this.#told.of(nodeId).at(-1) ?? nodeId;
  }

  setPins(pins: readonly PinEntry[]): void {
    this.#set({ pins: new Map(pins.map((entry) => [entry.nodeId, entry])) });
  }

  /** A node was run alone. */
  addAlone(step: Step): void {
    noteCuts(step);
    const { alone, steps } = this.#view;
    this.#set({ alone: new Map([...alone, [step.nodeId, { step, after: steps.length }]]) });
  }

  setMarks(marks: ReadonlyMap<string, Mark>): void {
    this.#set({ marks });
  }

  show(tab: TestTab): void {
    this.#set({ tab });
  }

  keepResults({ revision, results }: TestRun): void {
    const ran = results.map((result) => [result.id, { revision, result }] as const);
    this.#set({ results: new Map([...this.#view.results, ...ran]) });
  }

  /** Asks for a test that begins at a node, with what the last one knew when it was there. */
  beginAt(nodeId: string): void {
    const { conversation, wanted } = this.#view;
    this.#from = { nodeId, ...(conversation === undefined ? {} : { conversationId: conversation }) };
    this.#set({ wanted: wanted + 1 });
  }

  /** The next test begins at the start. */
  beginAtStart(): void {
    this.#from = undefined;
  }

  /** What the opening of a test says. */
  opening(): Record<string, unknown> {
    return { breakpoints: this.allBreakpoints(), ...(this.#from ? { from: this.#from } : {}) };
  }

  /** A test begins with the flow as it is, or is found again. */
  begin(conversation: string | undefined, tried?: FlowDocument): void {
    if (conversation === this.#view.conversation) return;
    this.#gathered = [];
    this.#visits = new Set();
    this.#told.clear();
    const alone = new Map([...this.#view.alone].map(([id, run]) => [id, { ...run, after: 0 }]));
    this.#set({ conversation, tried, alone, steps: [], byHand: [], debug: undefined });
  }

  /** A test goes on with a newer draft. */
  setTried(tried: FlowDocument | undefined): void {
    this.#set({ tried });
  }

  setSteps(steps: readonly TurnStep[], others: readonly Step[] = []): void {
    for (const step of [...steps, ...others]) noteCuts(step);
    this.#set({ steps, others });
  }

  /** A step that was told; false when it was known: a turn's stream and the conversation's own both tell it. */
  addStep(told: TurnStep): boolean {
    const visit = visitOf(told);
    if (this.#visits.has(visit)) return false;
    this.#visits.add(visit);
    const step = this.#named(told);
    noteCuts(step);
    this.#gathered.push(step);
    if (this.#gathering === undefined) this.#showSteps();
    return true;
  }

  /** An answer may come after a later state was told. */
  setDebug(told: DebugState): void {
    if (told.revision < (this.#view.debug?.revision ?? 0)) return;
    this.#showSteps();
    this.#set({ debug: told.paused ? { ...told, paused: this.#named(told.paused) } : told });
  }

  /** Tells the test what to do. Throws `ApiError`. */
  async act(action: DebugAction): Promise<void> {
    const params = this.#params();
    if (params) this.#answered(params, (await client.call('debugPreview', { params, body: { action } })).data);
  }

  /** Changes a variable of the test. Throws `ApiError`. */
  async setVariable({ path, value }: { path: string; value: JsonValue }): Promise<void> {
    const params = this.#params();
    if (!params) return;
    const place = placeOfTest({ ...this.#view, flowKey: this.flowKey });
    this.#answered(params, (await client.call('setPreviewVariable', { params, body: { path, value } })).data);
    this.#showSteps();
    const { byHand, steps, conversation } = this.#view;
    if (params.id === conversation) this.#set({ byHand: [...byHand, { ...place, before: steps.length, path, value }] });
  }

  #showSteps(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#gathered.length === 0) return;
    const steps = [...this.#view.steps, ...this.#gathered].slice(-MOST_STEPS);
    this.#gathered = [];
    this.#gathering = setTimeout(() => this.#showSteps(), GATHER_MS);
    this.#set({ steps });
  }

  // By then another test may have begun.
  #answered({ id }: { id: string }, debug: DebugState): void {
    if (id === this.#view.conversation) this.setDebug(debug);
  }

  #params(): { key: string; id: string } | undefined {
    const { conversation } = this.#view;
    return conversation === undefined ? undefined : { key: this.flowKey, id: conversation };
  }

  #tellBreakpoints(): void {
    this.#set({ breakpoints: this.#breakpoints.shown });
    this.#sendBreakpoints();
  }

  #sendBreakpoints(): void {
    const params = this.#params();
    // A test that is gone has no use for them.
    if (params)
      void client.call('setBreakpoints', { params, body: { nodes: this.allBreakpoints() } }).catch(() => undefined);
  }

  /** A place that the test tells of, by the id that its node has now. */
  #named<Place extends { flow: string; nodeId: string }>(place: Place): Place {
    return place.flow === this.flowKey ? { ...place, nodeId: this.#told.now(place.nodeId) } : place;
  }

  #set(change: Partial<DebugView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function visitOf({ turnId, startedMs, nodeId }: TurnStep): string {
  return JSON.stringify([turnId, startedMs, nodeId]);
}
