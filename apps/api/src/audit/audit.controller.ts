import { Controller, Inject } from '@nestjs/common';
import { Endpoint, EndpointQuery } from '../administration/endpoint.ts';
import type { WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentWorkspace } from '../platform/access/caller.ts';
import { problems } from '../platform/http/problems.ts';
import { AuditService } from './audit.service.ts';

const idPattern = /^[0-9a-f-]{36}$/;

@Controller()
export class AuditController {
  readonly #audit: AuditService;

  constructor(@Inject(AuditService) audit: AuditService) {
    this.#audit = audit;
  }

  @Endpoint('audit')
  page(@CurrentWorkspace() workspace: WorkspaceRef, @EndpointQuery('audit') query: { after?: string; limit?: number }) {
    if (query.after !== undefined && !idPattern.test(query.after))
      throw problems.invalid([{ path: 'query.after', code: 'invalid', message: 'This is no place in the record.' }]);
    return this.#audit.page({ workspaceId: workspace.id, after: query.after, limit: query.limit ?? 50 });
  }
}
