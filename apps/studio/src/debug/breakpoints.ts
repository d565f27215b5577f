import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import type { Renamed } from '../editor/editor-store.ts';
import {
  breakpointsElsewhere,
  forgetElsewhere,
  keepBreakpoints,
  keptBreakpoints,
  prefixOf,
  type Whose,
} from './kept-breakpoints.ts';

/** A person's breakpoints in a flow while its nodes come and go; the same in all tabs of the browser. */
export class Breakpoints {
  readonly #whose: Whose;
  #kept: ReadonlySet<string>;
  /** Where nothing can be kept, they last as long as the page. */
  #lasts = true;
  #document: FlowDocument | undefined;
  /** Nodes that went with theirs, by id, as JSON. */
  readonly #gone = new Map<string, string>();
  #shown: ReadonlySet<string>;

  /** `looks`: nothing is tested here, so that breakpoints say nothing. */
  constructor({ looks, ...whose }: Whose & { looks: boolean }) {
    this.#whose = whose;
    this.#kept = looks ? new Set() : keptBreakpoints(whose);
    this.#shown = this.#kept;
  }

  /** Those of nodes that the flow has. Another set whenever they are others. */
  get shown(): ReadonlySet<string> {
    return this.#shown;
  }

  /** Those of other flows, which this one may call. */
  get elsewhere(): { flow: string; nodeId: string }[] {
    return breakpointsElsewhere(this.#whose);
  }

  set({ nodeId, on }: { nodeId: string; on: boolean }): void {
    this.#change((kept) => (on ? kept.add(nodeId) : kept.delete(nodeId)));
  }

  clear(): void {
    this.#gone.clear();
    this.#change((kept) => kept.clear());
  }

  /** In all flows. */
  clearEverywhere(): void {
    forgetElsewhere(this.#whose);
    this.clear();
  }

  /** A node has another id: its breakpoint goes with it. */
  rename({ from, to }: Renamed): void {
    if (!this.#kept.has(from)) return;
    const shown = new Set([...this.#shown].map((id) => (id === from ? to : id)));
    this.#change((kept) => kept.delete(from) && kept.add(to));
    // The flow has it under this id in a moment.
    this.#shown = shown;
  }

  /** The flow is edited: breakpoints of nodes that are gone go with them, and come back with the very node. */
  follow(document: FlowDocument): void {
    const before = this.#document;
    this.#document = document;
    if (before?.nodes === document.nodes) return;
    const now = graphOf(document);
    const left = [...this.#kept].flatMap((id) => (now.node(id) ? [] : ((before && graphOf(before).node(id)) ?? [])));
    for (const node of left) this.#gone.set(node.id, JSON.stringify(node));
    const back = [...this.#gone].flatMap(([id, node]) => (JSON.stringify(now.node(id)) === node ? [id] : []));
    for (const id of back) this.#gone.delete(id);
    if (left.length + back.length === 0) return this.#show();
    this.#change((kept) => {
      for (const { id } of left) kept.delete(id);
      for (const id of back) kept.add(id);
    });
  }

  /** Another tab kept something; false where it was nothing of these. `key`: its name, null for all that is kept. */
  kept(key: string | null): boolean {
    if (key !== null && !key.startsWith(prefixOf(this.#whose))) return false;
    this.#kept = keptBreakpoints(this.#whose);
    this.#show();
    return true;
  }

  // Other tabs may have kept more meanwhile.
  #change(edit: (kept: Set<string>) => void): void {
    const kept = this.#lasts ? keptBreakpoints(this.#whose) : new Set(this.#kept);
    edit(kept);
    this.#kept = kept;
    this.#lasts = keepBreakpoints({ ...this.#whose, breakpoints: kept });
    this.#show();
  }

  #show(): void {
    const graph = this.#document && graphOf(this.#document);
    const shown = [...this.#kept].filter((id) => !graph || graph.node(id));
    if (shown.length !== this.#shown.size || shown.some((id) => !this.#shown.has(id))) this.#shown = new Set(shown);
  }
}
