import { applyOperations, type FlowDocument, type FlowProblem, type Operation } from '@patchbay/flow-spec';
import { describeOperations } from './describe-operations.ts';

export type SaveState = 'saved' | 'saving' | 'waiting' | 'offline';

/** One step of undo: what takes it back, what makes it again, and what it is called in the history. */
export interface HistoryEntry {
  undo: Operation[];
  redo: Operation[];
  label: string;
  mergeKey?: string | undefined;
  /** When it was made last, in ms since 1970. */
  at: number;
}

export interface History {
  past: readonly HistoryEntry[];
  /** Steps that were taken back, the next one to be made again last. */
  future: readonly HistoryEntry[];
}

export interface PendingBatch {
  clientId: string;
  operations: Operation[];
}

export interface EditorState {
  document: FlowDocument;
  selection: ReadonlySet<string>;
  save: SaveState;
  history: History;
  /** Problems by node id; those of the flow itself under ``. */
  problems: ReadonlyMap<string, FlowProblem[]>;
  /** Nodes that the preview has gone through, and the one it is at. */
  path: {
    visited: ReadonlySet<string>;
    current: string | undefined;
    /** What each node was last given, with its templates filled in. */
    given: ReadonlyMap<string, unknown>;
  };
}

const MERGE_MS = 1_000;
/** Steps of undo that are kept. */
const MOST_UNDO = 500;
const noHistory: History = { past: [], future: [] };

/**
 * The document that is edited. Every change is a batch of operations with an inverse: shown at once, kept for undo, queued to be saved. The canvas and the
 * forms are drawn from it and never the other way round.
 */
export class EditorStore {
  #state: EditorState;
  /** As the server has it; what is not yet saved is applied on top. */
  #confirmed: FlowDocument;
  #revision: number;
  #pending: PendingBatch[] = [];
  #batches = 0;
  readonly #session = crypto.randomUUID().slice(0, 12);
  readonly #listeners = new Set<() => void>();
  onPending: () => void = () => undefined;
  onRefused: (message: string) => void = () => undefined;

  constructor({
    document,
    revision,
    history = noHistory,
  }: {
    document: FlowDocument;
    revision: number;
    history?: History | undefined;
  }) {
    this.#confirmed = document;
    this.#revision = revision;
    this.#state = {
      document,
      selection: new Set(),
      save: 'saved',
      history,
      problems: new Map(),
      path: { visited: new Set(), current: undefined, given: new Map() },
    };
  }

  get state(): EditorState {
    return this.#state;
  }

  get revision(): number {
    return this.#revision;
  }

  get document(): FlowDocument {
    return this.#state.document;
  }

  get session(): string {
    return this.#session;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): EditorState => this.#state;

  /**
   * Applies a change. With a `mergeKey`, changes in quick succession (typing in one field) are one step of undo. `label` names the step in the history.
   * Gives false when it was refused.
   */
  apply(operations: Operation[], { mergeKey, label }: { mergeKey?: string; label?: string } = {}): boolean {
    if (operations.length === 0) return true;
    const before = this.document;
    const result = applyOperations({ document: before, operations });
    if (!result.ok) {
      this.onRefused(result.message);
      return false;
    }
    if (result.document === before) return true;
    const { past } = this.#state.history;
    const last = past.at(-1);
    const now = Date.now();
    const entry: HistoryEntry = {
      undo: result.inverse,
      redo: operations,
      label: label ?? describeOperations({ document: before, operations }),
      mergeKey,
      at: now,
    };
    const merges = last && mergeKey !== undefined && last.mergeKey === mergeKey && now - last.at < MERGE_MS;
    this.#queue(operations, mergeKey);
    this.#set({
      document: result.document,
      history: {
        past: merges ? [...past.slice(0, -1), merged({ last, entry })] : [...past.slice(1 - MOST_UNDO), entry],
        future: [],
      },
    });
    return true;
  }

  /** Takes steps back, one unless told otherwise. */
  undo(steps = 1): void {
    for (let step = 0; step < steps; step++) {
      const { past, future } = this.#state.history;
      const entry = past.at(-1);
      if (!entry) return;
      const rest = past.slice(0, -1);
      const inverse = this.#step({ operations: entry.undo, unless: { past: rest, future } });
      if (!inverse) return;
      this.#set({ history: { past: rest, future: [...future, { ...entry, redo: inverse, mergeKey: undefined }] } });
    }
  }

  /** Makes steps again that were taken back. */
  redo(steps = 1): void {
    for (let step = 0; step < steps; step++) {
      const { past, future } = this.#state.history;
      const entry = future.at(-1);
      if (!entry) return;
      const rest = future.slice(0, -1);
      const inverse = this.#step({ operations: entry.redo, unless: { past, future: rest } });
      if (!inverse) return;
      this.#set({ history: { past: [...past, { ...entry, undo: inverse, mergeKey: undefined }], future: rest } });
    }
  }

  // What undoes the step; undefined when it no longer fits, and then it is forgotten.
  #step({ operations, unless }: { operations: Operation[]; unless: History }): Operation[] | undefined {
    const result = applyOperations({ document: this.document, operations });
    if (!result.ok) {
      this.onRefused(`This step can no longer be taken back: ${result.message}`);
      this.#set({ history: unless });
      return undefined;
    }
    this.#queue(operations, undefined);
    this.#show(result.document);
    return result.inverse;
  }

  setProblems(problems: EditorState['problems']): void {
    this.#set({ problems });
  }

  setPath(path: EditorState['path']): void {
    this.#set({ path });
  }

  select(ids: Iterable<string>): void {
    const selection = new Set(ids);
    const before = this.#state.selection;
    if (selection.size === before.size && [...selection].every((id) => before.has(id))) return;
    this.#set({ selection });
  }

  /** The batch to save next; it stays pending until it is confirmed. */
  get pending(): readonly PendingBatch[] {
    return this.#pending;
  }

  setSave(save: SaveState): void {
    if (this.#state.save !== save) this.#set({ save });
  }

  /** What the server said of a save: entries since the revision it was based on, one's own included. */
  confirm({
    revision,
    entries,
  }: {
    revision: number;
    entries: readonly { revision: number; clientId: string; operations: readonly Operation[] }[];
  }): void {
    const mine = new Set(this.#pending.map((batch) => batch.clientId));
    let confirmed = this.#confirmed;
    let foreign = false;
    for (const entry of entries) {
      if (entry.revision <= this.#revision) continue;
      const applied = applyOperations({ document: confirmed, operations: entry.operations });
      if (applied.ok) confirmed = applied.document;
      if (mine.has(entry.clientId)) this.#pending = this.#pending.filter((batch) => batch.clientId !== entry.clientId);
      else foreign = true;
    }
    this.#confirmed = confirmed;
    this.#revision = revision;
    if (foreign) this.#rebase();
  }

  /** A batch that the server refuses is dropped; the rest stays. */
  drop(clientId: string): void {
    this.#pending = this.#pending.filter((batch) => batch.clientId !== clientId);
    this.#rebase();
  }

  /** The draft as the server has it now, with what is not yet saved on top. */
  reload({ document, revision }: { document: FlowDocument; revision: number }): void {
    if (revision <= this.#revision) return;
    this.#confirmed = document;
    this.#revision = revision;
    this.#rebase();
  }

  #rebase(): void {
    let document = this.#confirmed;
    this.#pending = this.#pending.filter((batch) => {
      const applied = applyOperations({ document, operations: batch.operations });
      if (applied.ok) document = applied.document;
      else this.onRefused(`A change of yours no longer fits and was left out: ${applied.message}`);
      return applied.ok;
    });
    this.#show(document);
  }

  // What is typed into one field within a save's pause is sent as its last value.
  #queue(operations: Operation[], mergeKey: string | undefined): void {
    const last = this.#pending.at(-1);
    const [operation] = operations;
    const previous = last?.operations.at(-1);
    const waiting = last !== undefined && last.clientId === '' && mergeKey !== undefined;
    if (
      waiting &&
      operations.length === 1 &&
      operation?.type === 'node.set' &&
      previous?.type === 'node.set' &&
      operation.id === previous.id &&
      JSON.stringify(operation.path) === JSON.stringify(previous.path)
    ) {
      last.operations[last.operations.length - 1] = operation;
    } else if (last?.clientId === '') last.operations.push(...operations);
    else this.#pending.push({ clientId: '', operations: [...operations] });
    this.#state = { ...this.#state, save: this.#state.save === 'offline' ? 'offline' : 'waiting' };
    this.onPending();
  }

  /** Closes the waiting batch, so that it is sent as it is, under a name of its own. */
  seal(): PendingBatch | undefined {
    const [first] = this.#pending;
    if (first?.clientId === '') first.clientId = `${this.#session}-${++this.#batches}`;
    return first;
  }

  #show(document: FlowDocument): void {
    this.#set({ document });
  }

  #set(change: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

// Of what was typed into one field only the last value is kept: its inverse is that of the first.
function merged({ last, entry }: { last: HistoryEntry; entry: HistoryEntry }): HistoryEntry {
  const [first] = last.redo;
  const [next] = entry.redo;
  const alone = last.redo.length === 1 && entry.redo.length === 1;
  if (alone && first?.type === 'node.set' && next?.type === 'node.set' && 'value' in first && 'value' in next)
    return { ...last, redo: [{ ...first, value: next.value }], at: entry.at };
  return { ...last, redo: [...last.redo, ...entry.redo], undo: [...entry.undo, ...last.undo], at: entry.at };
}
