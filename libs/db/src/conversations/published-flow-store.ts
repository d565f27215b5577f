import type { HotPool } from '../hot-pool.ts';

export interface FlowPin {
  key: string;
  flowId: string;
  version: number;
}

/** Published versions and workspace variables, as running conversations read them. */
export class PublishedFlowStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** The version that is published now and those of the flows it calls, at any depth; the flow itself comes first. Empty when it is not published. */
  async currentPins(options: { workspaceId: string; flowId: string }): Promise<FlowPin[]> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      text: `WITH RECURSIVE needed AS (
          SELECT f.key, f.id, v.version, v.subflows FROM flow f
          JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
          WHERE f.workspace_id = $1 AND f.id = $2
          UNION
          SELECT f.key, f.id, v.version, v.subflows FROM needed n
          CROSS JOIN LATERAL unnest(n.subflows) AS called (key)
          JOIN flow f ON f.workspace_id = $1 AND f.key = called.key AND f.deleted_at IS NULL
          JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
        )
        SELECT key, id, version FROM needed ORDER BY id <> $2`,
      values: [options.workspaceId, options.flowId],
    });
    return rows.map((row) => ({ key: row.key, flowId: row.id, version: row.version }));
  }

  /** The document of a version as it is run: JSON text. */
  async compiledDocument(options: {
    workspaceId: string;
    flowId: string;
    version: number;
  }): Promise<string | undefined> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      text: 'SELECT compiled FROM flow_version WHERE workspace_id = $1 AND flow_id = $2 AND version = $3',
      values: [options.workspaceId, options.flowId, options.version],
    });
    return rows[0]?.compiled;
  }

  /** A flow's document as a preview runs it: its draft, or with `published` the version that is published, where there is one. */
  async documentForPreview(options: {
    workspaceId: string;
    key: string;
    published: boolean;
  }): Promise<{ document: string; version: number | null; revision: number } | undefined> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      text: `SELECT d.document AS draft, d.revision, v.compiled, v.version FROM flow f
        JOIN flow_draft d ON d.workspace_id = f.workspace_id AND d.flow_id = f.id
        LEFT JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
        WHERE f.workspace_id = $1 AND f.key = $2 AND f.deleted_at IS NULL`,
      values: [options.workspaceId, options.key],
    });
    const [row] = rows;
    if (!row) return undefined;
    if (options.published && row.version !== null)
      return { document: row.compiled, version: row.version, revision: row.revision };
    return { document: row.draft, version: null, revision: row.revision };
  }

  /** `env` of templates. */
  async workspaceVariables(workspaceId: string): Promise<Map<string, unknown>> {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: 'SELECT key, value FROM workspace_variable WHERE workspace_id = $1',
      values: [workspaceId],
    });
    return new Map(rows.map((row) => [row.key, row.value]));
  }
}
