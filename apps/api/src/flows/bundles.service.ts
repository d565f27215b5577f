import { Inject, Injectable } from '@nestjs/common';
import type { ImportReport } from '@patchbay/api-contract';
import { FlowRepository, TransactionRunner, WorkspaceRepository } from '@patchbay/db';
import {
  BUNDLE_FORMAT,
  DOCUMENT_LIMITS,
  diffDocuments,
  type FlowBundle,
  type FlowDocument,
  PRODUCT_VERSION,
  parseFlowBundle,
  parseJson,
  requirementsOf,
} from '@patchbay/flow-spec';
import { AuditService } from '../audit/audit.service.ts';
import { ENVIRONMENT_CONNECTIONS, type EnvironmentConnection } from '../connections/environment-connections.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { faultyPart } from '../platform/http/faulty-part.ts';
import { problems } from '../platform/http/problems.ts';
import { DraftsService } from './drafts.service.ts';
import { storedDocument } from './stored-document.ts';

const IMPORT_BYTES = 16 * 1024 * 1024;

/** Taking flows to another installation and bringing them in: all of a bundle or nothing. No secret is ever in one. */
@Injectable()
export class BundlesService {
  readonly #flows: FlowRepository;
  readonly #workspaces: WorkspaceRepository;
  readonly #drafts: DraftsService;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #environment: readonly EnvironmentConnection[];

  constructor(
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(WorkspaceRepository) workspaces: WorkspaceRepository,
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(ENVIRONMENT_CONNECTIONS) environment: readonly EnvironmentConnection[],
  ) {
    this.#flows = flows;
    this.#workspaces = workspaces;
    this.#drafts = drafts;
    this.#runner = runner;
    this.#audit = audit;
    this.#environment = environment;
  }

  /** The draft of a flow with those of the flows it calls, at any depth, and what all of them need by key. */
  async export({ workspaceId, key }: { workspaceId: string; key: string }): Promise<FlowBundle> {
    const flows: FlowDocument[] = [];
    const open = [key];
    const seen = new Set(open);
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const found = next === key || (await this.#flows.find({ workspaceId, key: next }));
      if (!found) continue;
      const document = storedDocument((await this.#drafts.read({ workspaceId, key: next })).text);
      flows.push(document);
      for (const need of requirementsOf({ document }).flows) {
        if (seen.has(need.key)) continue;
        seen.add(need.key);
        open.push(need.key);
      }
    }
    const needs = flows.map((document) => requirementsOf({ document }));
    const [connections, variables] = await Promise.all([
      this.#workspaces.connections(workspaceId),
      this.#workspaces.variables(workspaceId),
    ]);
    const kinds = new Map(
      [...connections, ...this.#environment].map((connection) => [connection.key, connection.kind]),
    );
    const values = new Map(variables.map((variable) => [variable.key, variable.value]));
    return {
      format: BUNDLE_FORMAT,
      product: PRODUCT_VERSION,
      exportedAt: new Date().toISOString(),
      flows,
      requires: {
        connections: keysOf(needs.flatMap((need) => need.connections)).map((one) => ({
          key: one,
          ...(kinds.has(one) ? { kind: kinds.get(one) } : {}),
        })),
        variables: keysOf(needs.flatMap((need) => need.env)).map((one) => ({
          key: one,
          ...(values.has(one) ? { value: values.get(one) } : {}),
        })),
        knowledgeBases: keysOf(needs.flatMap((need) => need.knowledgeBases)),
      },
    };
  }

  /**
   * Brings in a bundle or a bare document: new flows, new draft revisions of flows that are there, and workspace variables that are not. Publishes nothing.
   * With `dryRun` it only says what it would do.
   */
  async import({
    workspaceId,
    principal,
    text,
    dryRun,
  }: {
    workspaceId: string;
    principal: Principal | undefined;
    text: string;
    dryRun: boolean;
  }): Promise<ImportReport> {
    const json = parseJson({ text, bytes: IMPORT_BYTES, depth: DOCUMENT_LIMITS.depth + 2 });
    const parsed = json.ok ? parseFlowBundle(json.value) : json;
    if (!parsed.ok) throw problems.invalid(parsed.issues, 'This cannot be imported. Nothing was changed.');
    const bundle = parsed.value;
    for (const [index, flow] of bundle.flows.entries()) {
      if (Buffer.byteLength(JSON.stringify(flow)) > DOCUMENT_LIMITS.bytes) {
        throw problems.invalid([
          {
            path: `flows.${index}`,
            code: 'too_large',
            message: `The flow "${flow.key}" has more than ${DOCUMENT_LIMITS.bytes} bytes.`,
          },
        ]);
      }
    }
    const faulty = faultyPart({ requires: bundle.requires });
    if (faulty) throw problems.invalid([faulty], 'This cannot be imported. Nothing was changed.');
    return this.#runner.run(async () => {
      const report = await this.#plan({ workspaceId, bundle, dryRun });
      if (dryRun) return report;
      const bare = bundle.flows.length === 1 && json.ok && json.value === bundle.flows[0];
      for (const document of bundle.flows) {
        const stored = bare ? text : JSON.stringify(document);
        const changed = report.changed.find((one) => one.key === document.key);
        if (report.created.includes(document.key)) await this.#drafts.create({ workspaceId, principal, text: stored });
        else if (changed)
          changed.revision = await this.#drafts.replace({
            workspaceId,
            key: document.key,
            principal,
            text: stored,
            revision: undefined,
            kind: 'import',
          });
      }
      const known = new Set((await this.#workspaces.variables(workspaceId)).map((variable) => variable.key));
      for (const { key, value } of bundle.requires.variables) {
        if (value !== undefined && !known.has(key) && /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(key))
          await this.#workspaces.setVariable({ workspaceId, key, value });
      }
      await this.#audit.tell({
        workspaceId,
        principal,
        action: 'flows.imported',
        details: { created: report.created, changed: report.changed.map((one) => one.key) },
      });
      return report;
    });
  }

  async #plan({
    workspaceId,
    bundle,
    dryRun,
  }: {
    workspaceId: string;
    bundle: FlowBundle;
    dryRun: boolean;
  }): Promise<ImportReport> {
    const report: ImportReport = {
      dryRun,
      created: [],
      changed: [],
      unchanged: [],
      missing: { connections: [], variables: [], flows: [], knowledgeBases: [] },
    };
    const flows = new Set((await this.#flows.list(workspaceId)).map((flow) => flow.key));
    for (const document of bundle.flows) {
      if (!flows.has(document.key)) {
        report.created.push(document.key);
        continue;
      }
      const before = storedDocument((await this.#drafts.read({ workspaceId, key: document.key })).text);
      const diff = diffDocuments({ from: before, to: document });
      if (diff.identical && diff.moved.length === 0) report.unchanged.push(document.key);
      else report.changed.push({ key: document.key, diff: { ...diff } });
    }
    const needs = bundle.flows.map((document) => requirementsOf({ document }));
    const brought = new Set(bundle.flows.map((flow) => flow.key));
    const connections = new Set(
      [...(await this.#workspaces.connections(workspaceId)), ...this.#environment].map((connection) => connection.key),
    );
    const variables = new Set((await this.#workspaces.variables(workspaceId)).map((variable) => variable.key));
    const given = new Set(
      bundle.requires.variables.flatMap((variable) => (variable.value === undefined ? [] : [variable.key])),
    );
    const absent = (wanted: string[], has: (key: string) => boolean) => wanted.filter((key) => !has(key));
    report.missing.connections = absent(
      keysOf([...needs.flatMap((need) => need.connections), ...bundle.requires.connections]),
      (key) => connections.has(key),
    );
    report.missing.variables = absent(
      keysOf([...needs.flatMap((need) => need.env), ...bundle.requires.variables]),
      (key) => variables.has(key) || given.has(key),
    );
    report.missing.flows = absent(
      keysOf(needs.flatMap((need) => need.flows)),
      (key) => flows.has(key) || brought.has(key),
    );
    report.missing.knowledgeBases = keysOf([
      ...needs.flatMap((need) => need.knowledgeBases),
      ...bundle.requires.knowledgeBases.map((key) => ({ key })),
    ]);
    return report;
  }
}

function keysOf(needs: { key: string }[]): string[] {
  return [...new Set(needs.map((need) => need.key))].sort();
}
