import { applyOperations, type FlowDocument, type Operation } from '@patchbay/flow-spec';

export type SaveState = 'saved' | 'saving' | 'waiting' | 'offline';

interface UndoEntry {
  undo: Operation[];
  redo: Operation[];
  mergeKey: string | undefined;
  at: number;
}

export interface PendingBatch {
  clientId: string;
  operations: Operation[];
}

export interface EditorState {
  document: FlowDocument;
  selection: ReadonlySet<string>;
  save: SaveState;
  canUndo: boolean;
  canRedo: boolean;
}

const MERGE_MS = 1_000;
const MOST_UNDO = 500;

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
  #undo: UndoEntry[] = [];
  #redo: UndoEntry[] = [];
  #batches = 0;
  readonly #session = crypto.randomUUID().slice(0, 12);
  readonly #listeners = new Set<() => void>();
  onPending: () => void = () => undefined;
  onRefused: (message: string) => void = () => undefined;

  constructor({ document, revision }: { document: FlowDocument; revision: number }) {
    this.#confirmed = document;
    this.#revision = revision;
    this.#state = { document, selection: new Set(), save: 'saved', canUndo: false, canRedo: false };
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

  /** Applies a change. With a `mergeKey`, changes in quick succession (typing in one field) are one step of undo. Gives false when it was refused. */
  apply(operations: Operation[], { mergeKey }: { mergeKey?: string } = {}): boolean {
    if (operations.length === 0) return true;
    const result = applyOperations({ document: this.document, operations });
    if (!result.ok) {
      this.onRefused(result.message);
      return false;
    }
    const last = this.#undo.at(-1);
    const now = Date.now();
    if (last && mergeKey !== undefined && last.mergeKey === mergeKey && now - last.at < MERGE_MS) {
      last.redo.push(...operations);
      last.undo.unshift(...result.inverse);
      last.at = now;
    } else {
      this.#undo.push({ undo: result.inverse, redo: [...operations], mergeKey, at: now });
      if (this.#undo.length > MOST_UNDO) this.#undo.shift();
    }
    this.#redo = [];
    this.#queue(operations, mergeKey);
    this.#show(result.document);
    return true;
  }

  undo(): void {
    this.#step({ from: this.#undo, to: this.#redo, side: 'undo' });
  }

  redo(): void {
    this.#step({ from: this.#redo, to: this.#undo, side: 'redo' });
  }

  #step({ from, to, side }: { from: UndoEntry[]; to: UndoEntry[]; side: 'undo' | 'redo' }): void {
    const entry = from.pop();
    if (!entry) return;
    const result = applyOperations({ document: this.document, operations: entry[side] });
    if (!result.ok) {
      this.onRefused(`This step can no longer be taken back: ${result.message}`);
      this.#show(this.document);
      return;
    }
    const opposite =
      side === 'undo' ? { undo: entry.undo, redo: result.inverse } : { undo: result.inverse, redo: entry.redo };
    to.push({ ...opposite, mergeKey: undefined, at: 0 });
    this.#queue(entry[side], undefined);
    this.#show(result.document);
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
    this.#state = { ...this.#state, ...change, canUndo: this.#undo.length > 0, canRedo: this.#redo.length > 0 };
    for (const listener of this.#listeners) listener();
  }
}
