import {
  applyOperations,
  type FlowDocument,
  isOfCanvas,
  type Operation,
  operationsBetween,
  rebaseOperations,
} from '@patchbay/flow-spec';
import type { DraftEntry, PendingBatch } from './draft-entry.ts';
import { type EditorState, noPath, type SaveState } from './editor-state.ts';
import { goesWith, type History, type HistoryEntry, mergedEntry, withEntry } from './history.ts';
import { addedChoices, followed } from '../together/added-choices.ts';
import { applyFitting } from '../together/apply-fitting.ts';
import type { Choice } from '../together/choice.ts';
import { meetings } from '../together/meetings.ts';
import { ownUnderNewNames } from '../together/own-under-new-names.ts';
import { rebasedBatches } from '../together/rebased-batches.ts';
import { rebaseHistory } from '../together/rebase-history.ts';
import { type RecentEdit, RecentEdits } from '../together/recent-edits.ts';
import { writtenIn } from '../together/written-in.ts';
import { describeOperations } from './describe-operations.ts';
import { followedSelection } from './followed-selection.ts';
import { isRearranging } from './is-rearranging.ts';
import { listEditsIn } from './list-edits-in.ts';
import { UnsavedBatches } from './unsaved-batches.ts';

export type { EditorState } from './editor-state.ts';

/** A node got another id. */
export interface Renamed {
  from: string;
  to: string;
}

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
  #changedAt = 0;
  readonly #unsaved = new UnsavedBatches();
  readonly recent = new RecentEdits();
  readonly #listeners = new Set<() => void>();
  readonly #renameListeners = new Set<(renamed: Renamed) => void>();
  onPending: () => void = () => undefined;
  onRefused: (message: string) => void = () => undefined;
  /** Called before what others did is shown. */
  onForeign: () => void = () => undefined;
  /** The node, note or frame in which one is writing, as the canvas calls it. */
  writingIn: () => string | undefined = () => undefined;

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
      typed: false,
      selection: new Set(),
      save: 'saved',
      unsaved: 0,
      choices: [],
      history,
      problems: new Map(),
      path: noPath,
    };
  }

  get state(): EditorState {
    return this.#state;
  }

  get revision(): number {
    return this.#revision;
  }

  /** The last revision at which the draft was changed otherwise than on its canvas, of those that were heard here; 0 before. */
  get changedAt(): number {
    return this.#changedAt;
  }

  get document(): FlowDocument {
    return this.#state.document;
  }

  get session(): string {
    return this.#unsaved.session;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells when a node has another id than before. */
  onRenamed(listener: (renamed: Renamed) => void): () => void {
    this.#renameListeners.add(listener);
    return () => this.#renameListeners.delete(listener);
  }

  snapshot = (): EditorState => this.#state;

  /**
   * Applies a change. With a `mergeKey`, changes in quick succession (typing in one field) are one step of undo. `label` names the step in the history.
   * Gives false when it was refused.
   */
  apply(given: Operation[], { mergeKey: key, label }: { mergeKey?: string; label?: string } = {}): boolean {
    if (given.length === 0) return true;
    const before = this.document;
    const operations = listEditsIn({ document: before, operations: given });
    const result = applyOperations({ document: before, operations });
    if (!result.ok) {
      this.onRefused(result.message);
      return false;
    }
    if (result.document === before) return true;
    const mergeKey = isRearranging({ document: before, operations }) ? undefined : key;
    const { past } = this.#state.history;
    const last = past.at(-1);
    const now = Date.now();
    const merges = last && goesWith({ last, operations, mergeKey, at: now });
    // A node that is being named has been called otherwise since the first letter.
    const begun =
      merges && operations[0]?.type === 'node.label'
        ? applyOperations({ document: before, operations: last.undo })
        : undefined;
    const entry: HistoryEntry = {
      undo: result.inverse,
      redo: operations,
      label: label ?? describeOperations({ document: begun?.ok ? begun.document : before, operations }),
      mergeKey,
      at: now,
    };
    this.#queue(operations, mergeKey);
    this.#set({
      document: result.document,
      selection: this.#followed({ operations, document: result.document }),
      typed: mergeKey !== undefined && operations.every(({ type }) => type === 'node.set'),
      history: {
        past: merges ? [...past.slice(0, -1), mergedEntry({ last, entry })] : withEntry({ past, entry }),
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

  // What undoes the step; undefined when nothing of it fits any more, and then it is forgotten.
  #step({ operations, unless }: { operations: Operation[]; unless: History }): Operation[] | undefined {
    const whole = applyOperations({ document: this.document, operations });
    const result = whole.ok
      ? { document: whole.document, operations, inverse: whole.inverse }
      : applyFitting({ document: this.document, operations });
    if (result.operations.length === 0) {
      this.onRefused(`This step can no longer be taken back: ${whole.ok ? '' : whole.message}`);
      this.#set({ history: unless });
      return undefined;
    }
    this.#queue(result.operations, undefined);
    this.#set({ document: result.document, selection: this.#followed(result), typed: false });
    return result.inverse;
  }

  /** Decides a collision: leaves what stands, or makes the other one stand. */
  choose({ unit, stands }: { unit: string; stands: 'mine' | 'theirs' }): void {
    const choice = this.#state.choices.find((one) => one.unit === unit);
    if (!choice) return;
    this.#set({ choices: this.#state.choices.filter((one) => one !== choice) });
    if (stands === choice.stands) return;
    const { operations } = applyFitting({ document: this.document, operations: choice.other });
    if (operations.length > 0) this.apply(operations);
    else this.onRefused('What it belonged to is gone.');
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

  get pending(): readonly PendingBatch[] {
    return this.#unsaved.all;
  }

  setSave(save: SaveState): void {
    if (this.#state.save !== save) this.#set({ save });
  }

  /**
   * What the server ordered since the revision that is known, one's own included: others' are put under what is not saved yet. Gives false where they do not lead on from
   * what is known here: then the draft has to be read anew.
   */
  confirm({ revision, entries }: { revision: number; entries: readonly DraftEntry[] }): boolean {
    let foreign: DraftEntry[] = [];
    let base = this.#confirmed;
    const settle = () => {
      if (foreign.length > 0) this.#rebase({ base, foreign });
      foreign = [];
      base = this.#confirmed;
    };
    for (const entry of entries) {
      if (entry.revision <= this.#revision) continue;
      const applied = applyOperations({ document: this.#confirmed, operations: entry.operations });
      if (entry.revision !== this.#revision + 1 || !applied.ok) return false;
      if (this.#unsaved.isOwn(entry.clientId)) settle();
      this.#confirmed = applied.document;
      this.#revision = entry.revision;
      this.#note(entry);
      if (this.#unsaved.isOwn(entry.clientId)) this.#settleOwn(entry);
      else foreign.push(entry);
      base = foreign.length === 0 ? this.#confirmed : base;
    }
    settle();
    return revision <= this.#revision;
  }

  /** A batch of which the server keeps nothing, because it refused it or others took away what it changed. */
  drop(clientId: string): void {
    this.#unsaved.settle(clientId);
    this.#showUnsaved();
  }

  /** The draft as the server has it now, with what is not yet saved on top. */
  reload({ document, revision }: { document: FlowDocument; revision: number }): void {
    if (revision <= this.#revision) return;
    const base = this.#confirmed;
    const operations = operationsBetween({ from: base, to: document });
    this.#confirmed = document;
    this.#revision = revision;
    this.#note({ revision, operations });
    this.#rebase({ base, foreign: [{ revision, clientId: '', by: null, operations, collisions: [] }] });
  }

  /** Takes on what was kept of a tab that ended, made on top of the draft as it is known here. Batches keep their names: the server may have them already. */
  adopt({
    pending,
    choices,
    history,
    recent = [],
  }: {
    pending: readonly PendingBatch[];
    choices: readonly Choice[];
    /** What it had saved before it ended. */
    recent?: readonly RecentEdit[];
    history?: History | undefined;
  }): void {
    for (const edit of recent) this.recent.add(edit);
    const rebased = rebaseOperations({
      mine: pending.flatMap((batch) => batch.operations),
      theirs: this.#unsaved.operations,
      base: this.#confirmed,
    });
    this.#unsaved.adopt(rebasedBatches({ pending, rebased }));
    const save = this.#unsaved.all.length > 0 ? 'waiting' : this.#state.save;
    const open = new Set(this.#state.choices.map(({ unit }) => unit));
    const added = choices.filter(({ unit }) => !open.has(unit));
    this.#state = { ...this.#state, save, choices: [...this.#state.choices, ...added] };
    if (history) this.#state = { ...this.#state, history };
    this.onForeign();
    this.#showUnsaved();
    if (this.#unsaved.all.length > 0) this.onPending();
  }

  #note({ revision, operations }: Pick<DraftEntry, 'revision' | 'operations'>): void {
    if (!operations.every(isOfCanvas)) this.#changedAt = revision;
  }

  #settleOwn({ clientId, revision, operations }: DraftEntry): void {
    const batch = this.#unsaved.settle(clientId);
    this.recent.add({ revision, operations, at: Date.now() });
    // As a rule the server came to the same as this side: then nothing changes on the screen.
    if (!batch || JSON.stringify(batch.operations) !== JSON.stringify(operations)) this.#showUnsaved();
    else this.#set({ unsaved: this.#unsaved.count });
  }

  #rebase({ base, foreign }: { base: FlowDocument; foreign: readonly DraftEntry[] }): void {
    const theirs = foreign.flatMap((entry) => entry.operations);
    const authors = foreign.flatMap((entry) => entry.operations.map(() => ({ by: entry.by, byUser: entry.byUser })));
    const given = this.#unsaved.operations;
    const rebased = rebaseOperations({ mine: given, theirs, base });
    const { renamings } = rebased;
    this.#unsaved.rebase(rebased);
    // As if what both named alike had been called otherwise from the start.
    const own = ownUnderNewNames({ base, mine: given, renamings, document: this.document, state: this.#state });
    const met = [
      ...foreign.flatMap((entry) =>
        this.recent.writtenOver({ entry, mineDocument: base, theirsDocument: this.#confirmed }),
      ),
      // What is not saved yet is the newer of the two.
      ...meetings({
        ...{ base, mine: own.operations, theirs, authors, rebased },
        mineDocument: own.document,
        theirsDocument: this.#confirmed,
      }),
    ];
    const history = rebaseHistory({ history: own.history, theirs: rebased.theirs, document: own.document });
    met.push(...writtenIn({ id: this.writingIn(), met, theirs, authors, mineDocument: own.document }));
    const choices = addedChoices({ open: own.choices, theirs: rebased.theirs, written: theirs, met });
    this.#state = { ...this.#state, history, choices, selection: own.selection };
    this.onForeign();
    for (const { scope, from, to } of renamings) if (scope.kind === 'node') this.#tellRenamed({ from, to });
    this.#showUnsaved(rebased.theirs);
    if (rebased.ceded.length > 0)
      this.onRefused('Someone else led this path on at the same time. What you added is there, but not connected yet.');
  }

  // What is selected stays so when it gets another id, and is no longer when it is gone.
  #followed(after: { operations: readonly Operation[]; document: FlowDocument }): ReadonlySet<string> {
    for (const operation of after.operations)
      if (operation.type === 'node.rename') this.#tellRenamed({ from: operation.id, to: operation.to });
    return followedSelection({ ...after, selection: this.#state.selection });
  }

  // What no longer fits is left out. `theirs` is what others did, where that is why it is shown anew.
  #showUnsaved(theirs: readonly Operation[] = []): void {
    const { document, refused } = this.#unsaved.onTopOf(this.#confirmed);
    for (const message of refused) this.onRefused(`A change of yours no longer fits and was left out: ${message}`);
    const selection = this.#followed({ operations: theirs, document });
    this.#set({ document, selection, typed: false, unsaved: this.#unsaved.count });
  }

  #queue(operations: Operation[], mergeKey: string | undefined): void {
    this.#unsaved.add({ operations, mergeKey });
    const { save: before } = this.#state;
    const save = before === 'offline' || before === 'forbidden' ? before : 'waiting';
    const choices = followed({ choices: this.#state.choices, over: operations, whose: 'mine' });
    this.#state = { ...this.#state, save, choices, unsaved: this.#unsaved.count };
    this.onPending();
  }

  /** Closes the first batch, so that it is sent as it is. */
  seal(): PendingBatch | undefined {
    return this.#unsaved.seal();
  }

  /** Closes all that waits, for a tab that ends: what it keeps may be sent by another from now on. */
  close(): void {
    this.#unsaved.close();
  }

  #tellRenamed(renamed: Renamed): void {
    for (const listener of this.#renameListeners) listener(renamed);
  }

  #set(change: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
