import { Inject, Injectable } from '@nestjs/common';
import type { Connection, ConnectionKind } from '@patchbay/api-contract';
import { type ConnectionRow, isUniqueViolation, TransactionRunner, WorkspaceRepository } from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { checkedConfig, SECRET_NAMES } from './connection-kinds.ts';
import { ENVIRONMENT_CONNECTIONS, type EnvironmentConnection } from './environment-connections.ts';
import { KnownConnections } from './known-connections.ts';
import { VAULT, type Vault } from './vault.ts';

interface In {
  workspaceId: string;
  principal: Principal;
}

interface Wanted {
  workspaceId: string;
  key: string | undefined;
  kinds: readonly ConnectionKind[];
}

/** A connection as a run uses it, secrets opened. It never leaves this process. */
export interface ResolvedConnection {
  key: string;
  kind: ConnectionKind;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  allowOrigins: string[];
}

/** Connections by key: credentials are sealed at rest and never given back by any call. */
@Injectable()
export class ConnectionsService {
  readonly #repository: WorkspaceRepository;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #vault: Vault;
  readonly #environment: readonly EnvironmentConnection[];
  readonly #known = new KnownConnections<ResolvedConnection | undefined>();

  constructor(
    @Inject(WorkspaceRepository) repository: WorkspaceRepository,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(VAULT) vault: Vault,
    @Inject(ENVIRONMENT_CONNECTIONS) environment: readonly EnvironmentConnection[],
  ) {
    this.#repository = repository;
    this.#runner = runner;
    this.#audit = audit;
    this.#vault = vault;
    this.#environment = environment;
  }

  async list(workspaceId: string): Promise<Connection[]> {
    const rows = await this.#repository.connections(workspaceId);
    const own = new Set(rows.map((row) => row.key));
    const fromEnvironment = this.#environment
      .filter((connection) => !own.has(connection.key))
      .map(
        (connection): Connection => ({
          key: connection.key,
          kind: connection.kind,
          config: connection.config,
          secretNames: Object.keys(connection.secrets),
          source: 'environment',
          updatedAt: new Date(0).toISOString(),
        }),
      );
    return [...fromEnvironment, ...rows.map(shown)];
  }

  async create({
    workspaceId,
    principal,
    key,
    kind,
    config,
    secrets,
  }: In & {
    key: string;
    kind: ConnectionKind;
    config: Record<string, unknown>;
    secrets: Record<string, string>;
  }): Promise<Connection> {
    const row = {
      workspaceId,
      key,
      kind,
      config: checkedConfig({ kind, config }),
      ...this.#sealed({ workspaceId, key, kind, secrets }),
    };
    try {
      await this.#runner.run(async () => {
        await this.#repository.addConnection(row);
        await this.#audit.tell({
          workspaceId,
          principal,
          action: 'connection.created',
          target: key,
          details: { kind },
        });
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw problems.conflict('key_taken', `There is a connection "${key}" already.`);
      throw error;
    }
    return this.#one({ workspaceId, key });
  }

  async change({
    workspaceId,
    principal,
    key,
    config,
    secrets,
  }: In & {
    key: string;
    config?: Record<string, unknown>;
    secrets?: Record<string, string | null>;
  }): Promise<Connection> {
    await this.#runner.run(async () => {
      const row = await this.#row({ workspaceId, key });
      const kind = kindOf(row.kind);
      const next = config === undefined ? row.config : checkedConfig({ kind, config });
      // A credential belongs to where it was given for: it does not follow the connection to another host.
      const moved = config !== undefined && originOf(row.config.baseUrl) !== originOf(next.baseUrl);
      const kept = moved ? {} : this.#opened(row);
      const merged: Record<string, string> = {};
      for (const [name, value] of Object.entries({ ...kept, ...secrets })) if (value !== null) merged[name] = value;
      await this.#repository.changeConnection({
        workspaceId,
        key,
        config: next,
        ...this.#sealed({ workspaceId, key, kind, secrets: merged }),
      });
      await this.#audit.tell({
        workspaceId,
        principal,
        action: 'connection.changed',
        target: key,
        details: { secrets: Object.keys(secrets ?? {}) },
      });
    });
    return this.#one({ workspaceId, key });
  }

  async remove({ workspaceId, principal, key }: In & { key: string }): Promise<void> {
    await this.#runner.run(async () => {
      if (!(await this.#repository.removeConnection({ workspaceId, key })))
        throw problems.notFound(`The connection "${key.slice(0, 64)}"`);
      await this.#audit.tell({ workspaceId, principal, action: 'connection.deleted', target: key });
    });
  }

  /** For a run: the connection of that key; without a key, the only one of these kinds, those of the workspace before those of the environment. */
  resolve(wanted: Wanted & { epoch?: string | undefined }): Promise<ResolvedConnection | undefined> {
    const { workspaceId, epoch, key, kinds } = wanted;
    const name = JSON.stringify([key, kinds]);
    return this.#known.find({ workspaceId, epoch, name, ask: () => this.#resolve(wanted) });
  }

  async #resolve({ workspaceId, key, kinds }: Wanted): Promise<ResolvedConnection | undefined> {
    const rows = (await this.#repository.connections(workspaceId)).filter(
      (row) => kinds.some((kind) => kind === row.kind) && (key === undefined || row.key === key),
    );
    const [row] = rows;
    if (row && (key !== undefined || rows.length === 1))
      return { key: row.key, kind: kindOf(row.kind), config: row.config, secrets: this.#opened(row), allowOrigins: [] };
    const environment = this.#environment.filter(
      (one) => kinds.includes(one.kind) && (key === undefined || one.key === key),
    );
    if (rows.length === 0 && (key !== undefined || environment.length === 1)) return environment[0];
    return undefined;
  }

  #sealed({
    workspaceId,
    key,
    kind,
    secrets,
  }: {
    workspaceId: string;
    key: string;
    kind: ConnectionKind;
    secrets: Record<string, string>;
  }): { secrets: string | null; secretNames: string[] } {
    const names = Object.keys(secrets);
    const unknown = names.find((name) => !SECRET_NAMES[kind].includes(name));
    if (unknown !== undefined)
      throw problems.invalid([
        {
          path: `secrets.${unknown}`,
          code: 'unknown_secret',
          message: `Connections of kind ${kind} have the secrets ${SECRET_NAMES[kind].join(', ')}.`,
        },
      ]);
    if (names.length === 0) return { secrets: null, secretNames: [] };
    return {
      secrets: this.#vault.seal({
        plaintext: JSON.stringify(secrets),
        context: { workspace: workspaceId, row: key, field: 'secrets' },
      }),
      secretNames: names,
    };
  }

  #opened(row: ConnectionRow): Record<string, string> {
    if (row.secrets === null) return {};
    return JSON.parse(
      this.#vault.open({
        sealed: row.secrets,
        context: { workspace: row.workspaceId, row: row.key, field: 'secrets' },
      }),
    );
  }

  async #row({ workspaceId, key }: { workspaceId: string; key: string }): Promise<ConnectionRow> {
    const row = await this.#repository.connection({ workspaceId, key });
    if (!row) throw problems.notFound(`The connection "${key.slice(0, 64)}"`);
    return row;
  }

  async #one(place: { workspaceId: string; key: string }): Promise<Connection> {
    return shown(await this.#row(place));
  }
}

function shown(row: ConnectionRow): Connection {
  return {
    key: row.key,
    kind: kindOf(row.kind),
    config: row.config,
    secretNames: row.secretNames,
    source: 'workspace',
    updatedAt: row.updatedAt.toISOString(),
  };
}

function kindOf(kind: string): ConnectionKind {
  if (kind === 'http' || kind === 'openai' || kind === 'ollama') return kind;
  throw new Error(`a connection of unknown kind "${kind}" is stored`);
}

function originOf(url: unknown): string {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : '';
}
