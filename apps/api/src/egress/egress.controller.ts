import { Controller, Inject } from '@nestjs/common';
import { EgressRepository, TransactionRunner, WorkspaceRepository } from '@patchbay/db';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import { AuditService } from '../audit/audit.service.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { problems } from '../platform/http/problems.ts';
import { isAllowance, isListedHost } from '@patchbay/outbound-http';
import { EgressService, PRIVATE_NETWORK_SETTING } from './egress.service.ts';

/** What may be reached: by a workspace, and of private networks by the installation. And what was. */
@Controller()
export class EgressController {
  readonly #repository: EgressRepository;
  readonly #settings: WorkspaceRepository;
  readonly #runner: TransactionRunner;
  readonly #audit: AuditService;
  readonly #egress: EgressService;

  constructor(
    @Inject(EgressRepository) repository: EgressRepository,
    @Inject(WorkspaceRepository) settings: WorkspaceRepository,
    @Inject(TransactionRunner) runner: TransactionRunner,
    @Inject(AuditService) audit: AuditService,
    @Inject(EgressService) egress: EgressService,
  ) {
    this.#repository = repository;
    this.#settings = settings;
    this.#runner = runner;
    this.#audit = audit;
    this.#egress = egress;
  }

  @Endpoint('readEgress')
  async read(@CurrentWorkspace() { id }: WorkspaceRef) {
    const [hosts, rows] = await Promise.all([this.#repository.hosts(id), this.#repository.recent(id)]);
    return { hosts, calls: rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() })) };
  }

  @Endpoint('setEgress')
  async set(
    @CurrentWorkspace() { id }: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('setEgress') { hosts }: { hosts: string[] | null },
  ) {
    refuse({
      entries: hosts ?? [],
      path: 'hosts',
      isRight: isListedHost,
      what: 'a host such as example.com or *.example.com',
    });
    await this.#runner.run(async () => {
      await this.#repository.setHosts({ workspaceId: id, hosts });
      await this.#audit.tell({ workspaceId: id, principal, action: 'egress.changed', details: { hosts } });
    });
    this.#egress.forget();
    return { hosts };
  }

  @Endpoint('readPrivateNetwork')
  async readPrivate() {
    const allowed = await this.#settings.setting(PRIVATE_NETWORK_SETTING);
    return { allowed: Array.isArray(allowed) ? allowed : [] };
  }

  @Endpoint('setPrivateNetwork')
  async setPrivate(
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('setPrivateNetwork') { allowed }: { allowed: string[] },
  ) {
    refuse({ entries: allowed, path: 'allowed', isRight: isAllowance, what: 'a host, host:port, address or CIDR' });
    await this.#runner.run(async () => {
      await this.#settings.changeSetting({ key: PRIVATE_NETWORK_SETTING, value: allowed });
      await this.#audit.tell({ workspaceId: null, principal, action: 'private-network.changed', details: { allowed } });
    });
    this.#egress.forget();
    return { allowed };
  }
}

function refuse(options: { entries: string[]; path: string; isRight: (entry: string) => boolean; what: string }): void {
  const { entries, path, isRight, what } = options;
  const wrong = entries.flatMap((entry, index) =>
    isRight(entry)
      ? []
      : [{ path: `${path}.${index}`, code: 'invalid_host', message: `"${entry.slice(0, 100)}" is not ${what}.` }],
  );
  if (wrong.length > 0) throw problems.invalid(wrong);
}
