import { Inject, Injectable } from '@nestjs/common';
import type { Connection, ConnectionKind, SecretReference, SecretStoreName, SecretValue } from '@patchbay/api-contract';
import {
  type ConnectionRow,
  DeletionRepository,
  isUniqueViolation,
  TransactionRunner,
  WorkspaceRepository,
} from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import { WorkspaceChanges } from '../fan-out/workspace-changes.ts';
import { LIMITS } from '../limits/limits.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { throughOutage } from '../platform/database/through-outage.ts';
import { problems } from '../platform/http/problems.ts';
import { checkedConfig, SECRET_NAMES } from './connection-kinds.ts';
import { allowedOrigins, type Credential, credentialText, originsOf, parsedCredential } from './credential.ts';
import { ENVIRONMENT_CONNECTIONS, type EnvironmentConnection } from './environment-connections.ts';
import { KnownConnections } from './known-connections.ts';
import { SecretStores } from './secret-stores.ts';
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
  /** Where its credential may be sent. */
  origins: string[];
  /** Origins that it may reach although they are private. */
  allowOrigins: string[];
}

type FoundConnection = Omit<ResolvedConnection, 'secrets'> & { secrets: Record<string, SecretValue> };

/** Connections by key: credentials are sealed at rest and never given back by any call. */
@Injectable()
export class ConnectionsService {
  readonly #repository: WorkspaceRepository;
  readonly #deletions: DeletionRepository;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #vault: Vault;
  readonly #environment: readonly EnvironmentConnection[];
  readonly #changes: WorkspaceChanges;
  readonly #stores: SecretStores;
  readonly #known = new KnownConnections<FoundConnection | undefined>();

  constructor(
    @Inject(WorkspaceRepository) repository: WorkspaceRepository,
    @Inject(DeletionRepository) deletions: DeletionRepository,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(VAULT) vault: Vault,
    @Inject(ENVIRONMENT_CONNECTIONS) environment: readonly EnvironmentConnection[],
    @Inject(WorkspaceChanges) changes: WorkspaceChanges,
    @Inject(SecretStores) stores: SecretStores,
  ) {
    this.#repository = repository;
    this.#deletions = deletions;
    this.#runner = runner;
    this.#audit = audit;
    this.#vault = vault;
    this.#environment = environment;
    this.#changes = changes;
    this.#stores = stores;
  }

  #change(workspaceId: string, work: () => Promise<void>): Promise<void> {
    return this.#changes.after({ workspaceId, change: this.#runner.run(work) });
  }

  /** Where secrets may be kept outside. */
  stores(): SecretStoreName[] {
    return this.#stores.names();
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
    return [...fromEnvironment, ...rows.map((row) => this.#shown(row))];
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
    secrets: Record<string, SecretValue>;
  }): Promise<Connection> {
    const checked = checkedConfig({ kind, config });
    const row = {
      workspaceId,
      key,
      kind,
      config: checked,
      ...this.#sealed({ workspaceId, key, kind, config: checked, secrets, version: 1 }),
    };
    try {
      await this.#change(workspaceId, async () => {
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
      throw isUniqueViolation(error) ? keyTaken(key) : error;
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
    secrets?: Record<string, SecretValue | null>;
  }): Promise<Connection> {
    await this.#change(workspaceId, async () => {
      const row = await this.#row({ workspaceId, key });
      const kind = kindOf(row.kind);
      const next = config === undefined ? row.config : checkedConfig({ kind, config });
      const known = this.#opened(row);
      const given = known.origins ?? originsOf({ kind, config: row.config });
      // A credential belongs to where it was given for: it does not follow the connection to another host, nor to one more.
      const moved = originsOf({ kind, config: next }).some((origin) => !given.includes(origin));
      const kept = moved ? {} : known.secrets;
      const merged: Record<string, SecretValue> = {};
      for (const [name, value] of Object.entries({ ...kept, ...secrets })) if (value !== null) merged[name] = value;
      const changed = await this.#repository.changeConnection({
        workspaceId,
        key,
        revision: row.revision,
        config: next,
        ...this.#sealed({ workspaceId, key, kind, config: next, secrets: merged, version: row.revision + 1 }),
      });
      if (!changed)
        throw problems.conflict(
          'changed_meanwhile',
          'Somebody else changed this connection at the same time. Try again.',
        );
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
    await this.#change(workspaceId, async () => {
      await this.#deletions.keep({ workspaceId, kind: 'connection', key, by: principal.id });
      if (!(await this.#repository.removeConnection({ workspaceId, key }))) throw notFound(key);
      await this.#audit.tell({ workspaceId, principal, action: 'connection.deleted', target: key });
    });
  }

  /** Brings back, with its credential, what the same principal has just deleted. */
  async restore({ workspaceId, principal, key }: In & { key: string }): Promise<Connection> {
    const deleted = { workspaceId, kind: 'connection', key, by: principal.id, withinMs: LIMITS.undoMs } as const;
    try {
      await this.#change(workspaceId, async () => {
        if (!(await this.#deletions.restore(deleted))) throw notFound(key);
        await this.#audit.tell({ workspaceId, principal, action: 'connection.restored', target: key });
      });
    } catch (error) {
      throw isUniqueViolation(error) ? keyTaken(key) : error;
    }
    return this.#one({ workspaceId, key });
  }

  /** For a run: the connection of that key; without a key, the only one of these kinds, those of the workspace before those of the environment. */
  async resolve(wanted: Wanted & { epoch?: string | undefined }): Promise<ResolvedConnection | undefined> {
    const { workspaceId, epoch, key, kinds } = wanted;
    const name = JSON.stringify([key, kinds]);
    const found = await this.#known.find({
      workspaceId,
      epoch,
      name,
      ask: () => throughOutage(() => this.#find(wanted)),
    });
    if (!found) return undefined;
    // What is kept outside may change there at any time: its store says how long it counts.
    const read = async ([secret, value]: [string, SecretValue]) => {
      if (typeof value === 'string') return [secret, value] as const;
      return [
        secret,
        await this.#stores.read({ workspaceId, connection: found.key, secret, reference: value }),
      ] as const;
    };
    return { ...found, secrets: Object.fromEntries(await Promise.all(Object.entries(found.secrets).map(read))) };
  }

  async #find({ workspaceId, key, kinds }: Wanted): Promise<FoundConnection | undefined> {
    const all =
      key === undefined
        ? await this.#repository.connections(workspaceId)
        : [await this.#repository.connection({ workspaceId, key })];
    const rows = all.filter((row) => row !== null && kinds.some((kind) => kind === row.kind));
    const [row] = rows;
    if (row && (key !== undefined || rows.length === 1)) {
      const [kind, credential] = [kindOf(row.kind), this.#opened(row)];
      const origins = allowedOrigins({ kind, config: row.config, credential });
      return { key: row.key, kind, config: row.config, secrets: credential.secrets, origins, allowOrigins: [] };
    }
    const environment = this.#environment.filter(
      (one) => kinds.includes(one.kind) && (key === undefined || one.key === key),
    );
    const [only] = environment;
    if (only && rows.length === 0 && (key !== undefined || environment.length === 1))
      return { ...only, origins: originsOf(only) };
    return undefined;
  }

  #sealed({
    workspaceId,
    key,
    kind,
    config,
    secrets,
    version,
  }: {
    workspaceId: string;
    key: string;
    kind: ConnectionKind;
    config: Record<string, unknown>;
    secrets: Record<string, SecretValue>;
    /** Revision that the row has with it. */
    version: number;
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
    const issues = references(secrets).flatMap(([name, reference]) =>
      this.#stores.issues({ reference, path: `secrets.${name}` }),
    );
    if (issues.length > 0) throw problems.invalid(issues);
    if (names.length === 0) return { secrets: null, secretNames: [] };
    return {
      secrets: this.#vault.seal({
        plaintext: credentialText({ secrets, origins: originsOf({ kind, config }) }),
        context: { workspace: workspaceId, row: key, field: 'secrets', version },
      }),
      secretNames: names,
    };
  }

  #opened(row: ConnectionRow): Credential {
    if (row.secrets === null) return { secrets: {}, origins: undefined };
    return parsedCredential(
      this.#vault.open({
        sealed: row.secrets,
        context: { workspace: row.workspaceId, row: row.key, field: 'secrets', version: row.revision },
      }),
    );
  }

  async #row({ workspaceId, key }: { workspaceId: string; key: string }): Promise<ConnectionRow> {
    const row = await this.#repository.connection({ workspaceId, key });
    if (!row) throw notFound(key);
    return row;
  }

  async #one(place: { workspaceId: string; key: string }): Promise<Connection> {
    return this.#shown(await this.#row(place));
  }

  #shown(row: ConnectionRow): Connection {
    return {
      key: row.key,
      kind: kindOf(row.kind),
      config: row.config,
      secretNames: row.secretNames,
      secretsFrom: this.#kept(row),
      source: 'workspace',
      updatedAt: row.updatedAt.toISOString(),
    };
  }

  // A list is shown although one of its rows was tampered with; it fails where it is used.
  #kept(row: ConnectionRow): Record<string, SecretReference> {
    try {
      return Object.fromEntries(references(this.#opened(row).secrets));
    } catch {
      return {};
    }
  }
}

function notFound(key: string) {
  return problems.notFound(`The connection "${key.slice(0, 64)}"`);
}

function keyTaken(key: string) {
  return problems.conflict('key_taken', `There is a connection "${key}" already.`);
}

function references(secrets: Record<string, SecretValue>): [string, SecretReference][] {
  return Object.entries(secrets).filter((entry): entry is [string, SecretReference] => typeof entry[1] !== 'string');
}

function kindOf(kind: string): ConnectionKind {
  if (kind === 'http' || kind === 'openai' || kind === 'ollama') return kind;
  throw new Error(`a connection of unknown kind "${kind}" is stored`);
}
