import type { DebugAction, DebugState, PinEntry, Step } from '@patchbay/api-contract';
import type { FlowDocument } from '@patchbay/flow-spec';
import type { JsonValue } from '@patchbay/node-kit';
import { client } from '../api/session.tsx';
import type { ByHand } from '../trace/known-before.ts';
import { noteCuts } from '../trace/whole-lengths.ts';
import { breakpointsElsewhere, keepBreakpoints, keptBreakpoints } from './kept-breakpoints.ts';

/** A step of the test, with the turn that it belongs to. */
export type TurnStep = Step & { turnId: string | null };

/** How a node fares in another conversation that this one is compared with. */
export type Mark = 'added' | 'removed' | 'changed';

export interface DebugView {
  /** Nodes of this flow before which its tests pause. */
  breakpoints: ReadonlySet<string>;
  pins: ReadonlyMap<string, PinEntry>;
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
}

/** Steps of a test that are kept for reading. */
const MOST_STEPS = 2_000;
/** Milliseconds. What is told within them is shown together: a loop goes through hundreds of nodes faster than each could be drawn. */
const GATHER_MS = 50;

/** What the parts of the editor know of the test beside the flow: breakpoints, pins, where it stands. Kept apart from the document, of which none of it is a part. */
export class DebugStore {
  readonly flowKey: string;
  readonly #user: string;
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
    this.#user = user;
    this.#view = {
      breakpoints: looks ? new Set() : keptBreakpoints({ user, flowKey }),
      pins: new Map(),
      steps: [],
      others: [],
      byHand: [],
      conversation: undefined,
      tried: undefined,
      debug: undefined,
      marks: new Map(),
      wanted: 0,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): DebugView => this.#view;

  setBreakpoint(nodeId: string, on = !this.#view.breakpoints.has(nodeId)): void {
    const breakpoints = new Set(this.#view.breakpoints);
    if (on) breakpoints.add(nodeId);
    else breakpoints.delete(nodeId);
    this.#setBreakpoints(breakpoints);
  }

  /** A node has another id: its breakpoint goes with it. */
  rename({ from, to }: { from: string; to: string }): void {
    if (!this.#view.breakpoints.has(from)) return;
    this.#setBreakpoints(new Set([...this.#view.breakpoints].map((id) => (id === from ? to : id))));
  }

  clearBreakpoints(): void {
    this.#setBreakpoints(new Set());
  }

  /** Those of this flow, and of others that it may call. */
  allBreakpoints(): { flow: string; nodeId: string }[] {
    const own = [...this.#view.breakpoints].map((nodeId) => ({ flow: this.flowKey, nodeId }));
    const others = breakpointsElsewhere({ user: this.#user, flowKey: this.flowKey });
    return [...own, ...others].slice(0, 1_000);
  }

  setPins(pins: readonly PinEntry[]): void {
    this.#set({ pins: new Map(pins.map((entry) => [entry.nodeId, entry])) });
  }

  setMarks(marks: ReadonlyMap<string, Mark>): void {
    this.#set({ marks });
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
    this.#set({ conversation, tried, steps: [], byHand: [], debug: undefined });
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
  addStep(step: TurnStep): boolean {
    const visit = visitOf(step);
    if (this.#visits.has(visit)) return false;
    this.#visits.add(visit);
    noteCuts(step);
    this.#gathered.push(step);
    if (this.#gathering === undefined) this.#showSteps();
    return true;
  }

  /** An answer may come after a later state was told. */
  setDebug(debug: DebugState): void {
    if (debug.revision < (this.#view.debug?.revision ?? 0)) return;
    this.#showSteps();
    this.#set({ debug });
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
    this.#answered(params, (await client.call('setPreviewVariable', { params, body: { path, value } })).data);
    this.#showSteps();
    const { byHand, steps, conversation } = this.#view;
    if (params.id === conversation) this.#set({ byHand: [...byHand, { before: steps.length, path, value }] });
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

  #setBreakpoints(breakpoints: ReadonlySet<string>): void {
    keepBreakpoints({ user: this.#user, flowKey: this.flowKey, breakpoints });
    this.#set({ breakpoints });
    const params = this.#params();
    // A test that is gone has no use for them.
    if (params)
      void client.call('setBreakpoints', { params, body: { nodes: this.allBreakpoints() } }).catch(() => undefined);
  }

  #set(change: Partial<DebugView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function visitOf({ turnId, startedMs, nodeId }: TurnStep): string {
  return JSON.stringify([turnId, startedMs, nodeId]);
}
