import { Inject, Injectable } from '@nestjs/common';
import { type Budget, budgetSchema } from '@patchbay/api-contract';
import { TransactionRunner, WorkspaceRepository } from '@patchbay/db';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal } from '../platform/access/authenticator.ts';

const NONE: Budget = { conversationTokens: null, dailyTokens: null };
/** How long a process goes by what it read. */
const KNOWN_MS = 5_000;

/** The budget of each workspace for models: what administrators set, read anew every few seconds. */
@Injectable()
export class BudgetsService {
  readonly #settings: WorkspaceRepository;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #known = new Map<string, { budget: Promise<Budget>; until: number }>();

  constructor(
    @Inject(WorkspaceRepository) settings: WorkspaceRepository,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
  ) {
    this.#settings = settings;
    this.#runner = runner;
    this.#audit = audit;
  }

  of(workspaceId: string): Promise<Budget> {
    const now = performance.now();
    const known = this.#known.get(workspaceId);
    if (known && known.until > now) return known.budget;
    const budget = this.#read(workspaceId);
    budget.catch(() => this.#known.delete(workspaceId));
    this.#known.set(workspaceId, { budget, until: now + KNOWN_MS });
    return budget;
  }

  async set({
    workspaceId,
    principal,
    budget,
  }: {
    workspaceId: string;
    principal: Principal;
    budget: Budget;
  }): Promise<void> {
    await this.#runner.run(async () => {
      await this.#settings.changeSetting({ key: keyOf(workspaceId), value: budget });
      await this.#audit.tell({ workspaceId, principal, action: 'budget.changed', details: budget });
    });
    this.#known.delete(workspaceId);
  }

  async #read(workspaceId: string): Promise<Budget> {
    const parsed = budgetSchema.safeParse(await this.#settings.setting(keyOf(workspaceId)));
    return parsed.success ? parsed.data : NONE;
  }
}

function keyOf(workspaceId: string): string {
  return `budget/${workspaceId}`;
}
