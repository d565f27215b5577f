import type { PublishedFlowStore } from '@patchbay/db';
import type { JsonObject } from '@patchbay/node-kit';
import { LeastRecent } from './least-recent.ts';

const MOST_WORKSPACES = 1_000;

/** Workspace variables (`env`), read again when the workspace's epoch has moved. */
export class WorkspaceValues {
  readonly #store: PublishedFlowStore;
  readonly #known = new LeastRecent<{ epoch: string; values: Promise<JsonObject> }>(MOST_WORKSPACES);

  constructor(store: PublishedFlowStore) {
    this.#store = store;
  }

  env({ workspaceId, epoch }: { workspaceId: string; epoch: string }): Promise<JsonObject> {
    const known = this.#known.get(workspaceId);
    if (known?.epoch === epoch) return known.values;
    const values = this.read(workspaceId);
    values.catch(() => this.#known.delete(workspaceId));
    this.#known.set(workspaceId, { epoch, values });
    return values;
  }

  /** As they are now. */
  async read(workspaceId: string): Promise<JsonObject> {
    const variables = await this.#store.workspaceVariables(workspaceId);
    return JSON.parse(JSON.stringify(Object.fromEntries(variables)));
  }
}
