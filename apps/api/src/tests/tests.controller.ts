import { Controller, Inject, Param } from '@nestjs/common';
import type { NewTest, Pin, TestCase } from '@patchbay/api-contract';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { PinsService } from './pins.service.ts';
import { ReplaysService } from './replays.service.ts';
import { TestsService } from './tests.service.ts';

/** Pins, test cases and replays. */
@Controller()
export class TestsController {
  readonly #pins: PinsService;
  readonly #tests: TestsService;
  readonly #replays: ReplaysService;

  constructor(
    @Inject(PinsService) pins: PinsService,
    @Inject(TestsService) tests: TestsService,
    @Inject(ReplaysService) replays: ReplaysService,
  ) {
    this.#pins = pins;
    this.#tests = tests;
    this.#replays = replays;
  }

  @Endpoint('listPins')
  async pins(@CurrentWorkspace() { id: workspaceId }: WorkspaceRef, @Param('key') key: string) {
    return { pins: await this.#pins.list({ workspaceId, key }) };
  }

  @Endpoint('setPin')
  setPin(
    @CurrentWorkspace() { id: workspaceId }: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param() { key, nodeId }: { key: string; nodeId: string },
    @EndpointBody('setPin') pin: Pin,
  ) {
    return this.#pins.set({ workspaceId, key, nodeId, pin, principal });
  }

  @Endpoint('deletePin')
  deletePin(
    @CurrentWorkspace() { id: workspaceId }: WorkspaceRef,
    @Param() { key, nodeId }: { key: string; nodeId: string },
  ) {
    return this.#pins.remove({ workspaceId, key, nodeId });
  }

  @Endpoint('listTests')
  async list(@CurrentWorkspace() { id: workspaceId }: WorkspaceRef, @Param('key') key: string) {
    const place = { workspaceId, key };
    return { tests: await this.#tests.list(place), changedAt: await this.#tests.changedAt(place) };
  }

  @Endpoint('createTest')
  create(
    @CurrentWorkspace() { id: workspaceId }: WorkspaceRef,
    @Param('key') key: string,
    @EndpointBody('createTest') test: NewTest,
  ) {
    return this.#tests.create({ workspaceId, key, test });
  }

  @Endpoint('changeTest')
  change(
    @CurrentWorkspace() { id: workspaceId }: WorkspaceRef,
    @Param() { key, id }: { key: string; id: string },
    @EndpointBody('changeTest') test: TestCase,
  ) {
    return this.#tests.change({ workspaceId, key, id, test });
  }

  @Endpoint('deleteTest')
  remove(@CurrentWorkspace() { id: workspaceId }: WorkspaceRef, @Param() { key, id }: { key: string; id: string }) {
    return this.#tests.remove({ workspaceId, key, id });
  }

  @Endpoint('runTests')
  run(
    @CurrentWorkspace() { id: workspaceId }: WorkspaceRef,
    @Param('key') key: string,
    @EndpointBody('runTests') body: { ids?: string[] } | undefined,
  ) {
    return this.#tests.run({ workspaceId, key, ids: body?.ids });
  }

  @Endpoint('conversationTrace')
  trace(@CurrentWorkspace() { id: workspaceId }: WorkspaceRef, @Param('id') conversationId: string) {
    return this.#replays.trace({ workspaceId, conversationId });
  }

  @Endpoint('planReplay')
  plan(@CurrentWorkspace() { id: workspaceId }: WorkspaceRef, @Param('id') conversationId: string) {
    return this.#replays.plan({ workspaceId, conversationId });
  }

  @Endpoint('replayConversation')
  replay(
    @CurrentWorkspace() { id: workspaceId }: WorkspaceRef,
    @Param('id') conversationId: string,
    @EndpointBody('replayConversation') body: { live?: boolean } | undefined,
  ) {
    return this.#replays.replay({ workspaceId, conversationId, live: body?.live === true });
  }
}
