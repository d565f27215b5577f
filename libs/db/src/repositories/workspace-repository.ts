import { type ConnectionRow, connectionEntity } from '../entities/connection.ts';
import { settingEntity } from '../entities/setting.ts';
import { workspaceEntity } from '../entities/workspace.ts';
import { type WorkspaceVariableRow, workspaceVariableEntity } from '../entities/workspace-variable.ts';
import type { TransactionRunner } from '../transaction-runner.ts';

/** What a workspace's flows reach by key: connections (secrets sealed) and variables; and the settings of the installation. */
export class WorkspaceRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  /** Throws where there is no such workspace. */
  async keyOfWorkspace(workspaceId: string): Promise<string> {
    const { key } = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.findOneByOrFail(workspaceEntity, { id: workspaceId }),
    );
    return key;
  }

  connections(workspaceId: string): Promise<ConnectionRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.find(connectionEntity, { where: { workspaceId }, order: { key: 'ASC' } }),
    );
  }

  connection({ workspaceId, key }: { workspaceId: string; key: string }): Promise<ConnectionRow | null> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.findOneBy(connectionEntity, { workspaceId, key }),
    );
  }

  async addConnection(
    connection: Pick<ConnectionRow, 'workspaceId' | 'key' | 'kind' | 'config' | 'secrets' | 'secretNames'>,
  ): Promise<void> {
    await this.#runner.inWorkspace(connection.workspaceId, (manager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(connectionEntity)
        .values({ ...connection, config: connection.config as object })
        .execute(),
    );
  }

  /** Whether it was changed: not, when another change came first. `revision` is the one that was read. */
  async changeConnection({
    workspaceId,
    key,
    revision,
    ...change
  }: Pick<ConnectionRow, 'workspaceId' | 'key' | 'revision' | 'config' | 'secrets' | 'secretNames'>): Promise<boolean> {
    const result = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager
        .createQueryBuilder()
        .update(connectionEntity)
        .set({ ...change, config: change.config as object, revision: () => 'revision + 1', updatedAt: () => 'now()' })
        .where('workspace_id = :workspaceId AND key = :key AND revision = :revision', { workspaceId, key, revision })
        .execute(),
    );
    return (result.affected ?? 0) > 0;
  }

  async removeConnection({ workspaceId, key }: { workspaceId: string; key: string }): Promise<boolean> {
    const result = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.delete(connectionEntity, { workspaceId, key }),
    );
    return (result.affected ?? 0) > 0;
  }

  variables(workspaceId: string): Promise<WorkspaceVariableRow[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.find(workspaceVariableEntity, { where: { workspaceId }, order: { key: 'ASC' } }),
    );
  }

  async setVariable({ workspaceId, key, value }: { workspaceId: string; key: string; value: unknown }): Promise<void> {
    await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query(
        'INSERT INTO workspace_variable (workspace_id, key, value) VALUES ($1, $2, $3::jsonb) ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value, updated_at = now()',
        [workspaceId, key, JSON.stringify(value)],
      ),
    );
  }

  async removeVariable({ workspaceId, key }: { workspaceId: string; key: string }): Promise<boolean> {
    const result = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.delete(workspaceVariableEntity, { workspaceId, key }),
    );
    return (result.affected ?? 0) > 0;
  }

  async setting(key: string): Promise<unknown> {
    return (await this.#runner.manager.findOneBy(settingEntity, { key }))?.value;
  }

  async changeSetting({ key, value }: { key: string; value: object }): Promise<void> {
    await this.#runner.manager.query(
      `INSERT INTO setting (key, value) VALUES ($1, $2::jsonb)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
      [key, JSON.stringify(value)],
    );
  }

  /** Sets a setting that has no value yet; gives the value that it has then. */
  async ensureSetting({ key, value }: { key: string; value: unknown }): Promise<unknown> {
    await this.#runner.manager.query(
      'INSERT INTO setting (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO NOTHING',
      [key, JSON.stringify(value)],
    );
    return this.setting(key);
  }
}
