import { existsSync } from 'node:fs';
import path from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { NodeError, type ScriptPort } from '@patchbay/node-kit';
import {
  createRemoteSandbox,
  MissingWallsError,
  type ScriptSandbox,
  ScriptSyntaxError,
  stripTypes,
  wallsInWords,
} from '@patchbay/script-sandbox';
import { CONFIGURATION } from '../config/config.module.ts';
import type { Configuration } from '../config/configuration.ts';
import { RunPorts } from '../connections/run-ports.ts';
import type { OutsideServices, OutsideServicesFactory } from '../conversations/outside-services.ts';
import { Readiness } from '../platform/lifecycle/readiness.ts';
import { StartupMessages } from '../platform/lifecycle/startup-messages.ts';
import { ModelBudget } from '../limits/model-budget.ts';
import { LOG, type Log } from '../platform/log.ts';

/** The real services of runs: models and HTTP by the workspace's connections, scripts in the sandbox. */
@Injectable()
export class OutsideService implements OutsideServicesFactory, OnApplicationShutdown {
  readonly #ports: RunPorts;
  readonly #budgets: ModelBudget;
  readonly #sandbox: ScriptSandbox;

  readonly #strict: boolean;

  constructor(
    @Inject(RunPorts) ports: RunPorts,
    @Inject(ModelBudget) budgets: ModelBudget,
    @Inject(LOG) log: Log,
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(StartupMessages) messages: StartupMessages,
    @Inject(Readiness) readiness: Readiness,
  ) {
    this.#ports = ports;
    this.#budgets = budgets;
    this.#strict = configuration.sandbox === 'strict';
    // The bundle has the runner beside it; from source the sandbox finds its own.
    const bundled = path.join(import.meta.dirname, 'script-runner.js');
    const { scriptRunner: socketPath } = configuration;
    this.#sandbox = createRemoteSandbox({
      ...(socketPath ? { socketPath } : {}),
      ...(existsSync(bundled) ? { runnerPath: bundled } : {}),
      strict: this.#strict,
      log: ({ level, event, reason }) => log[level]({ event, reason }, 'script sandbox'),
    });
    readiness.warn(() => this.scriptsRefused());
    messages.add({ lines: () => this.#wallsAtStart() });
  }

  /** Why no script is run here, where that is certain; undefined where scripts are run. */
  async scriptsRefused(): Promise<string | undefined> {
    if (!this.#strict) return undefined;
    const missing = await this.#sandbox.missingWalls().catch(() => []);
    return missing.length > 0 ? new MissingWallsError(missing).message : undefined;
  }

  async #wallsAtStart(): Promise<string[]> {
    const refused = await this.scriptsRefused();
    if (refused !== undefined) return [refused];
    const missing = await this.#sandbox.missingWalls().catch(() => []);
    return missing.length > 0 ? [`Scripts run in processes of their own, but without ${wallsInWords(missing)}.`] : [];
  }

  async bind({
    workspaceId,
    epoch,
    flow,
    version,
    conversationId,
    budget,
  }: Parameters<OutsideServicesFactory['bind']>[0]): Promise<OutsideServices> {
    const script = this.#sandbox.bind({ workspace: workspaceId, flowVersion: `${flow}@${version ?? 'draft'}` });
    return {
      model: this.#budgets.limited(this.#ports.model({ workspaceId, epoch, flow }), {
        workspaceId,
        conversationId,
        flow,
        budget,
      }),
      http: this.#ports.http({ workspaceId, epoch, flow }),
      script: version === null ? withoutTypes(script) : script,
    };
  }

  /** Has a worker ready for the first script. */
  warmUp(): Promise<void> {
    return this.#sandbox.warmUp();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#sandbox.close();
  }
}

// Publishing strips types once; a draft is run as it is written.
function withoutTypes(script: ScriptPort): ScriptPort {
  return {
    async run(request) {
      try {
        return await script.run({ ...request, code: (await stripTypes(request.code)).code });
      } catch (error) {
        if (!(error instanceof ScriptSyntaxError)) throw error;
        throw new NodeError({
          code: 'script.error',
          message: `Line ${error.line}: ${error.message}`,
          fault: 'user',
          details: { name: 'SyntaxError', line: error.line, column: error.column },
        });
      }
    },
  };
}
