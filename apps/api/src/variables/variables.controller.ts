import { Controller, Inject, Param } from '@nestjs/common';
import { TransactionRunner, WorkspaceRepository } from '@patchbay/db';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import { AuditService } from '../audit/audit.service.ts';
import { WorkspaceChanges } from '../fan-out/workspace-changes.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { problems } from '../platform/http/problems.ts';

const keyPattern = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const MOST_BYTES = 100_000;

/** Workspace variables, which are not secret: `env.<key>` in templates. */
@Controller()
export class VariablesController {
  readonly #repository: WorkspaceRepository;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #changes: WorkspaceChanges;

  constructor(
    @Inject(WorkspaceRepository) repository: WorkspaceRepository,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(WorkspaceChanges) changes: WorkspaceChanges,
  ) {
    this.#repository = repository;
    this.#runner = runner;
    this.#audit = audit;
    this.#changes = changes;
  }

  #change(workspaceId: string, work: () => Promise<void>): Promise<void> {
    return this.#changes.after({ workspaceId, change: this.#runner.run(work) });
  }

  @Endpoint('listVariables')
  async list(@CurrentWorkspace() workspace: WorkspaceRef) {
    const rows = await this.#repository.variables(workspace.id);
    return {
      variables: rows.map((row) => ({ key: row.key, value: row.value, updatedAt: row.updatedAt.toISOString() })),
    };
  }

  @Endpoint('setVariable')
  async set(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('setVariable') body: { value?: unknown },
  ) {
    if (!keyPattern.test(key))
      throw problems.invalid([
        {
          path: 'params.key',
          code: 'invalid_key',
          message: 'A variable begins with a letter or underscore and has letters, digits and underscores only.',
        },
      ]);
    if (body.value === undefined)
      throw problems.invalid([{ path: 'value', code: 'missing', message: 'Give the value.' }]);
    if (Buffer.byteLength(JSON.stringify(body.value)) > MOST_BYTES)
      throw problems.invalid([
        { path: 'value', code: 'too_large', message: `The value has more than ${MOST_BYTES} bytes.` },
      ]);
    await this.#change(workspace.id, async () => {
      await this.#repository.setVariable({ workspaceId: workspace.id, key, value: body.value });
      await this.#audit.tell({ workspaceId: workspace.id, principal, action: 'variable.set', target: key });
    });
    return { key, value: body.value };
  }

  @Endpoint('deleteVariable')
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    await this.#change(workspace.id, async () => {
      if (!(await this.#repository.removeVariable({ workspaceId: workspace.id, key })))
        throw problems.notFound('The variable');
      await this.#audit.tell({ workspaceId: workspace.id, principal, action: 'variable.deleted', target: key });
    });
  }
}
