import { Inject, Injectable } from '@nestjs/common';
import { AccountsRepository, FlowRepository, WorkspaceRepository } from '@patchbay/db';
import { DEFAULT_WORKSPACE } from '../auth/setup.service.ts';
import { DraftsService } from '../flows/drafts.service.ts';
import { PublishingService } from '../flows/publishing.service.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { demoFlow } from './demo-flow.ts';

const SEEDED = 'demo-seeded';

/** Brings the demo into an installation once: who deletes it does not get it back. */
@Injectable()
export class DemoService {
  readonly #accounts: AccountsRepository;
  readonly #flows: FlowRepository;
  readonly #workspaces: WorkspaceRepository;
  readonly #drafts: DraftsService;
  readonly #publishing: PublishingService;

  constructor(
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(WorkspaceRepository) workspaces: WorkspaceRepository,
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(PublishingService) publishing: PublishingService,
  ) {
    this.#accounts = accounts;
    this.#flows = flows;
    this.#workspaces = workspaces;
    this.#drafts = drafts;
    this.#publishing = publishing;
  }

  async seed(): Promise<void> {
    if ((await this.#workspaces.setting(SEEDED)) !== undefined) return;
    const workspace = await this.#accounts.findWorkspace(DEFAULT_WORKSPACE);
    if (!workspace) return;
    if ((await this.#flows.list(workspace.id)).length === 0) {
      try {
        await this.#drafts.create({ workspaceId: workspace.id, principal: undefined, text: JSON.stringify(demoFlow) });
      } catch (error) {
        // Of processes that start together, the other one brings it.
        if (error instanceof ProblemError && error.code === 'key_taken') return;
        throw error;
      }
      await this.#publishing.publish({ workspace, key: demoFlow.key, principal: undefined, note: 'The demo' });
    }
    await this.#workspaces.ensureSetting({ key: SEEDED, value: true });
  }
}
