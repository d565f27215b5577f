import { Inject, Injectable } from '@nestjs/common';
import { AccountsRepository, FlowRepository, FlowTestRepository, WorkspaceRepository } from '@patchbay/db';
import { demo, templateIn } from '@patchbay/templates';
import { DEFAULT_WORKSPACE } from '../auth/setup.service.ts';
import { DraftsService } from '../flows/drafts.service.ts';
import { PublishingService } from '../flows/publishing.service.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { IDS, type Ids } from '../platform/ids.ts';

const SEEDED = 'demo-seeded';

/** Brings the demo into an installation once: who deletes it does not get it back. */
@Injectable()
export class DemoService {
  readonly #accounts: AccountsRepository;
  readonly #flows: FlowRepository;
  readonly #tests: FlowTestRepository;
  readonly #ids: Ids;
  readonly #workspaces: WorkspaceRepository;
  readonly #drafts: DraftsService;
  readonly #publishing: PublishingService;

  constructor(
    @Inject(AccountsRepository) accounts: AccountsRepository,
    @Inject(FlowRepository) flows: FlowRepository,
    @Inject(FlowTestRepository) tests: FlowTestRepository,
    @Inject(IDS) ids: Ids,
    @Inject(WorkspaceRepository) workspaces: WorkspaceRepository,
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(PublishingService) publishing: PublishingService,
  ) {
    this.#accounts = accounts;
    this.#flows = flows;
    this.#tests = tests;
    this.#ids = ids;
    this.#workspaces = workspaces;
    this.#drafts = drafts;
    this.#publishing = publishing;
  }

  async seed(): Promise<void> {
    if ((await this.#workspaces.setting(SEEDED)) !== undefined) return;
    const workspace = await this.#accounts.findWorkspace(DEFAULT_WORKSPACE);
    if (!workspace) return;
    if ((await this.#flows.list(workspace.id)).length === 0) {
      const { document, tests } = templateIn({ template: demo, language: 'en' });
      try {
        await this.#drafts.create({ workspaceId: workspace.id, principal: undefined, text: JSON.stringify(document) });
      } catch (error) {
        // Of processes that start together, the other one brings it.
        if (error instanceof ProblemError && error.code === 'key_taken') return;
        throw error;
      }
      await this.#addTests({ workspaceId: workspace.id, key: document.key, tests });
      await this.#publishing.publish({ workspace, key: document.key, principal: undefined, note: 'The demo' });
    }
    await this.#workspaces.ensureSetting({ key: SEEDED, value: true });
  }

  async #addTests({ workspaceId, key, tests }: { workspaceId: string; key: string; tests: readonly unknown[] }) {
    const flow = await this.#flows.find({ workspaceId, key });
    if (!flow) return;
    for (const test of tests)
      await this.#tests.addTest({ workspaceId, flowId: flow.id, id: this.#ids.next(), body: JSON.stringify(test) });
  }
}
