import { LeastRecent } from '../conversations/least-recent.ts';

const MOST_WORKSPACES = 500;

/** What a workspace's connections resolved to, as long as its epoch stands: every change of a connection moves it. */
export class KnownConnections<Resolved> {
  readonly #workspaces = new LeastRecent<{ epoch: string; found: Map<string, Promise<Resolved>> }>(MOST_WORKSPACES);

  /** Without an epoch, as in a preview, it is asked anew each time. */
  find(options: {
    workspaceId: string;
    epoch: string | undefined;
    name: string;
    ask: () => Promise<Resolved>;
  }): Promise<Resolved> {
    const { workspaceId, epoch, name, ask } = options;
    if (!epoch) return ask();
    let known = this.#workspaces.get(workspaceId);
    if (known?.epoch !== epoch) {
      known = { epoch, found: new Map() };
      this.#workspaces.set(workspaceId, known);
    }
    const { found } = known;
    const before = found.get(name);
    if (before) return before;
    const asked = ask();
    found.set(name, asked);
    asked.catch(() => found.delete(name));
    return asked;
  }
}
