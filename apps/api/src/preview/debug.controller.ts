import { Controller, Inject, Param } from '@nestjs/common';
import type { Breakpoint, DebugAction, RunNode } from '@patchbay/api-contract';
import type { JsonValue } from '@patchbay/node-kit';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentWorkspace } from '../platform/access/caller.ts';
import { DebugService } from './debug.service.ts';

interface Params {
  key: string;
  id: string;
}

/** Debugging of previews. */
@Controller()
export class DebugController {
  readonly #debug: DebugService;

  constructor(@Inject(DebugService) debug: DebugService) {
    this.#debug = debug;
  }

  @Endpoint('readDebug')
  state(@CurrentWorkspace() workspace: WorkspaceRef, @Param() params: Params) {
    return this.#debug.state(ofPreview({ workspace, params }));
  }

  @Endpoint('debugPreview')
  act(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() params: Params,
    @EndpointBody('debugPreview') body: { action: DebugAction },
  ) {
    return this.#debug.act({ ...ofPreview({ workspace, params }), ...body });
  }

  @Endpoint('setBreakpoints')
  breakpoints(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() params: Params,
    @EndpointBody('setBreakpoints') body: { nodes: Breakpoint[] },
  ) {
    return this.#debug.setBreakpoints({ ...ofPreview({ workspace, params }), ...body });
  }

  @Endpoint('setPreviewVariable')
  variable(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() params: Params,
    @EndpointBody('setPreviewVariable') body: { path: string; value: JsonValue },
  ) {
    return this.#debug.setVariable({ ...ofPreview({ workspace, params }), ...body });
  }

  @Endpoint('readNodeData')
  data(@CurrentWorkspace() workspace: WorkspaceRef, @Param() params: Params & { nodeId: string }) {
    return this.#debug.nodeData({ ...ofPreview({ workspace, params }), nodeId: params.nodeId });
  }

  @Endpoint('runNode')
  runNode(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('key') flowKey: string,
    @EndpointBody('runNode') body: RunNode,
  ) {
    return this.#debug.runNode({ place: { workspaceId: workspace.id, flowKey }, body });
  }
}

function ofPreview({ workspace, params }: { workspace: WorkspaceRef; params: Params }) {
  return { place: { workspaceId: workspace.id, flowKey: params.key }, id: params.id };
}
