import { type Pin, type PinEntry, pinSchema } from '@patchbay/api-contract';
import type { FlowTestRepository } from '@patchbay/db';
import type { FlowDocument } from '@patchbay/flow-spec';
import { isPinnable, type OutputShape } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import type { DraftsService } from '../flows/drafts.service.ts';
import { LIMITS } from '../limits/limits.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { problems } from '../platform/http/problems.ts';
import { placeName } from './place-name.ts';
import { shapeIssues } from './shape-issues.ts';
import type { FlowPins } from './test-director.ts';

interface FlowPlace {
  workspaceId: string;
  key: string;
}

/** What is pinned to the nodes of flows: part of no document, so neither published nor exported, and the same for all who edit the flow. */
export class PinsService {
  readonly #store: FlowTestRepository;
  readonly #drafts: DraftsService;

  constructor({ store, drafts }: { store: FlowTestRepository; drafts: DraftsService }) {
    this.#store = store;
    this.#drafts = drafts;
  }

  async list(place: FlowPlace): Promise<PinEntry[]> {
    const flow = await this.#drafts.flow(place);
    const rows = await this.#store.pins({ workspaceId: place.workspaceId, flowId: flow.id });
    return rows.map(({ nodeId, pin, byName, updatedAt }) => ({
      nodeId,
      pin: pinOf(pin),
      by: byName,
      updatedAt: updatedAt.toISOString(),
    }));
  }

  async set({
    nodeId,
    pin,
    principal,
    ...place
  }: FlowPlace & { nodeId: string; pin: Pin; principal: Principal }): Promise<Pin> {
    const flow = await this.#drafts.flow(place);
    const { text } = await this.#drafts.read(place);
    checkPin({ document: JSON.parse(text), nodeId, pin });
    const json = JSON.stringify(pin);
    if (json.length > LIMITS.tests.pinCharacters)
      throw problems.invalid([
        { path: 'value', code: 'too_large', message: `At most ${LIMITS.tests.pinCharacters} characters as JSON.` },
      ]);
    const id = { workspaceId: place.workspaceId, flowId: flow.id };
    await this.#store.setPin({ ...id, nodeId, pin: json, byName: principal.name });
    return pin;
  }

  async remove({ nodeId, ...place }: FlowPlace & { nodeId: string }): Promise<void> {
    const flow = await this.#drafts.flow(place);
    if (!(await this.#store.removePin({ workspaceId: place.workspaceId, flowId: flow.id, nodeId })))
      throw problems.notFound('The pin');
  }

  /** What is pinned in a flow and those that it calls, by `placeName`. */
  async ofFlows({
    workspaceId,
    main,
    keys,
  }: {
    workspaceId: string;
    main: string;
    keys: readonly string[];
  }): Promise<FlowPins> {
    const rows = await this.#store.pinsOfFlows({ workspaceId, keys });
    return new Map(rows.map(({ flow, nodeId, pin }) => [placeName({ flow, nodeId, main }), pinOf(pin)]));
  }
}

function pinOf(json: string): Pin {
  return pinSchema.parse(JSON.parse(json));
}

// Throws 404 for a node that is not there, 422 for what it could not give.
function checkPin({ document, nodeId, pin }: { document: FlowDocument; nodeId: string; pin: Pin }): void {
  const node = document.nodes.find((one) => one.id === nodeId);
  if (!node) throw problems.notFound('The node');
  const definition = nodeRegistry.get(node.type);
  if (!definition || !isPinnable(definition))
    throw problems.conflict('not_pinnable', 'Only nodes that call something or wait for somebody can be pinned.');
  const config = node.config ?? {};
  const outlets = definition.outlets(config).map((outlet) => outlet.id);
  // A template may give options that the config does not name.
  if (!outlets.includes(pin.outlet) && !pin.outlet.includes(':'))
    throw problems.invalid([
      { path: 'outlet', code: 'unknown_outlet', message: `The node has the ports ${outlets.join(', ')}.` },
    ]);
  if ((pin.outlet === 'error') !== (pin.error !== undefined))
    throw problems.invalid([
      { path: 'error', code: 'error_outlet', message: 'An error is pinned with the port "error", and only with it.' },
    ]);
  if (pin.value === undefined || pin.error) return;
  const shape: OutputShape = typeof definition.output === 'function' ? definition.output(config) : definition.output;
  const issues = shapeIssues({ shape, value: pin.value });
  if (issues.length > 0)
    throw problems.invalid(
      issues.map(({ path, message }) => ({ path: path ? `value.${path}` : 'value', code: 'wrong_type', message })),
    );
}
