import { Inject, Injectable } from '@nestjs/common';
import { FlowRepository, WorkspaceRepository } from '@patchbay/db';
import { type FlowDocument, type FlowProblem, findProblems, type Surroundings } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { ScriptSyntaxError, stripTypes } from '@patchbay/script-sandbox';
import { OutsideService } from '../outside/outside.service.ts';
import { ENVIRONMENT_CONNECTIONS, type EnvironmentConnection } from '../connections/environment-connections.ts';
import { hasCredential } from '../connections/has-credential.ts';

/** Problems of a document in its workspace: the same at edit time and at publish. */
@Injectable()
export class FlowProblems {
  readonly #flows: FlowRepository;
  readonly #workspaces: WorkspaceRepository;
  readonly #environment: readonly EnvironmentConnection[];
  readonly #outside: OutsideService;

  constructor(
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(WorkspaceRepository) workspaces: WorkspaceRepository,
    @Inject(ENVIRONMENT_CONNECTIONS) environment: readonly EnvironmentConnection[],
    @Inject(OutsideService) outside: OutsideService,
  ) {
    this.#flows = flows;
    this.#workspaces = workspaces;
    this.#environment = environment;
    this.#outside = outside;
  }

  async of({ workspaceId, document }: { workspaceId: string; document: FlowDocument }): Promise<FlowProblem[]> {
    const surroundings = await this.#surroundings(workspaceId);
    // A connection may be made after the flow is published: its node says so when it runs.
    const problems = findProblems({ document, types: nodeRegistry, surroundings: surroundings.all }).map(
      (problem): FlowProblem => (problem.code === 'connection.missing' ? { ...problem, severity: 'warning' } : problem),
    );
    const refused = document.nodes.some((node) => node.type === 'script')
      ? await this.#outside.scriptsRefused()
      : undefined;
    for (const node of document.nodes) {
      if (node.type === 'script') {
        problems.push(...(await scriptProblems({ nodeId: node.id, code: node.config?.code })));
        if (refused !== undefined)
          problems.push({
            nodeId: node.id,
            path: 'code',
            severity: 'warning',
            code: 'script.refused_here',
            message: refused,
          });
      }
      if (node.type === 'llm' && surroundings.models === 0) {
        problems.push({
          nodeId: node.id,
          path: 'connection',
          severity: 'warning',
          code: 'model.not_configured',
          message: 'No model is set up in this workspace: make a connection to one first.',
        });
      }
    }
    return problems;
  }

  async #surroundings(workspaceId: string): Promise<{ all: Surroundings; models: number }> {
    const [connections, variables, flows] = await Promise.all([
      this.#workspaces.connections(workspaceId),
      this.#workspaces.variables(workspaceId),
      this.#flows.published(workspaceId),
    ]);
    const own = connections.map(({ key, kind, config, secretNames }) => ({
      key,
      kind,
      credential: hasCredential({ kind, config, secretNames }),
    }));
    // What the process has no key for was set up so.
    const known = [...this.#environment.map(({ key, kind }) => ({ key, kind, credential: true })), ...own];
    return {
      all: {
        connections: new Map(known.map(({ key, credential }) => [key, { credential }])),
        env: new Set(variables.map((variable) => variable.key)),
        flows: new Map(flows.map((flow) => [flow.key, { published: flow.published, calls: flow.calls }])),
      },
      models: known.filter((connection) => connection.kind === 'openai' || connection.kind === 'ollama').length,
    };
  }
}

async function scriptProblems({ nodeId, code }: { nodeId: string; code: unknown }): Promise<FlowProblem[]> {
  if (typeof code !== 'string' || code === '') return [];
  try {
    await stripTypes(code);
    return [];
  } catch (error) {
    if (!(error instanceof ScriptSyntaxError)) throw error;
    return [
      {
        nodeId,
        path: 'code',
        severity: 'error',
        code: 'script.syntax',
        message: `Line ${error.line}: ${error.message}`,
      },
    ];
  }
}
