import { Controller, Inject } from '@nestjs/common';
import type { Budget } from '@patchbay/api-contract';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { BudgetsService } from './budgets.service.ts';
import { ModelBudget } from './model-budget.ts';

/** What models may take in a workspace. */
@Controller()
export class BudgetsController {
  readonly #budgets: BudgetsService;
  readonly #spending: ModelBudget;

  constructor(@Inject(BudgetsService) budgets: BudgetsService, @Inject(ModelBudget) spending: ModelBudget) {
    this.#budgets = budgets;
    this.#spending = spending;
  }

  @Endpoint('readBudget')
  async read(@CurrentWorkspace() workspace: WorkspaceRef) {
    return {
      ...(await this.#budgets.of(workspace.id)),
      spentToday: await this.#spending.spentToday(workspace.id),
    };
  }

  @Endpoint('setBudget')
  async set(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('setBudget') budget: Budget,
  ) {
    await this.#budgets.set({ workspaceId: workspace.id, principal, budget });
    return this.read(workspace);
  }
}
