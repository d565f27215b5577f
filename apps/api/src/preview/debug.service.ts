import type { DebugAction, DebugState, NodeRun, RunNode } from '@patchbay/api-contract';
import { type FlowNode, requirementsOf } from '@patchbay/flow-spec';
import { effectOf, type JsonValue } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { assignPath, initialSnapshot, readSnapshot } from '@patchbay/runtime';
import { censoredObject } from '../conversations/censored.ts';
import { Cuts } from '../conversations/cuts.ts';
import { shownStep } from '../conversations/shown-step.ts';
import { storedEvent } from '../conversations/stored-event.ts';
import { timezoneOf } from '../conversations/surroundings-of.ts';
import { problems } from '../platform/http/problems.ts';
import { checkpointAt } from './checkpoint-at.ts';
import type { Draft } from './draft-plans.ts';
import { noData, type NodeData, PreviewConversation } from './preview-conversation.ts';
import type { PreviewPlace, PreviewRunner } from './preview-runner.ts';
import type { PreviewService } from './preview.service.ts';

interface OfPreview {
  place: PreviewPlace;
  id: string;
}

/** Debugging of previews: let them go on, change what they hold, run a node alone. */
export class DebugService {
  readonly #preview: PreviewService;
  readonly #runner: PreviewRunner;

  constructor({ preview, runner }: { preview: PreviewService; runner: PreviewRunner }) {
    this.#preview = preview;
    this.#runner = runner;
  }

  state(call: OfPreview): DebugState {
    return this.#stateOf(this.#preview.find(call));
  }

  act({ action, ...call }: OfPreview & { action: DebugAction }): DebugState {
    const conversation = this.#preview.find(call);
    // There is nothing to stop where nothing runs.
    if (action !== 'stop' || this.#preview.isRunning(conversation)) conversation.debug.act(action);
    return this.#stateOf(conversation);
  }

  setBreakpoints({ nodes, ...call }: OfPreview & { nodes: { flow: string; nodeId: string }[] }): DebugState {
    const conversation = this.#preview.find(call);
    conversation.debug.setBreakpoints(nodes);
    return this.#stateOf(conversation);
  }

  /** Changes a variable of a preview that is held, or that waits. Throws 409 while it runs, 422 for what the flow's variable does not hold. */
  setVariable({ path, value, ...call }: OfPreview & { path: string; value: JsonValue }): DebugState {
    const conversation = this.#preview.find(call);
    if (!/^[A-Za-z_]\w*(\.\w+)*$/.test(path) || /(^|\.)(__proto__|constructor|prototype)(\.|$)/.test(path))
      throw problems.invalid([
        { path: 'path', code: 'invalid', message: 'A variable is named such as "order.model".' },
      ]);
    if (!conversation.debug.set({ path, value })) {
      if (this.#preview.isRunning(conversation))
        throw problems.conflict('not_paused', 'The test runs. Pause it to change what it holds.');
      const snapshot = readSnapshot(structuredClone(conversation.snapshot));
      const frame = snapshot.frames.at(-1);
      if (frame) assignPath({ target: frame.vars, path, value });
      conversation.snapshot = snapshot;
      conversation.debug.interfere('changed');
    }
    return this.#stateOf(conversation);
  }

  nodeData({ nodeId, ...call }: OfPreview & { nodeId: string }) {
    const conversation = this.#preview.find(call);
    const before = conversation.dataAt(nodeId);
    const { vars, nodes, message } = before ?? conversation.data;
    const cuts = new Cuts();
    return {
      visited: before !== undefined,
      ...censoredObject({ vars, nodes }, cuts),
      message: message.text,
      ...(cuts.places.length > 0 ? { cut: cuts.places } : {}),
    };
  }

  /** Runs one node, and what it calls, with given data. */
  async runNode({ place, body }: { place: PreviewPlace; body: RunNode }): Promise<NodeRun> {
    const { nodeId, answer } = body;
    const draft = await this.#runner.draftOf(place);
    const { plan } = draft;
    checkNode({ draft, body });
    const { conversationId } = body;
    const before = conversationId === undefined ? undefined : this.#preview.find({ place, id: conversationId });
    const data = dataFor({ before, body });
    const conversation = new PreviewConversation({
      id: this.#runner.parts.ids.next(),
      plan,
      snapshot: initialSnapshot(plan.main),
      locale: before?.locale ?? draft.documents.get(plan.main.key)?.language ?? 'en',
      timezone: before?.timezone ?? timezoneOf(body.timezone),
    });
    const checkpoint = checkpointAt({ plan, nodeId, data });
    await this.#runAlone({ place, conversation, input: { kind: 'resumed', checkpoint } });
    if (answer !== undefined && conversation.snapshot.waiting?.node === nodeId)
      await this.#runAlone({ place, conversation, input: { kind: 'message', text: answer, files: [] } });
    return {
      steps: conversation.steps.all.map(({ step }) => shownStep(step)),
      events: conversation.events.map((event) => JSON.parse(storedEvent(event).json)),
    };
  }

  async #runAlone(options: {
    place: PreviewPlace;
    conversation: PreviewConversation;
    input: Parameters<PreviewRunner['start']>[0]['input'];
  }): Promise<void> {
    let begun = false;
    const run = await this.#runner.start({
      ...options,
      turn: null,
      release: () => undefined,
      // Called flows belong to the node; what comes after it does not, its own answer to a flow's return apart.
      direct({ depth, arrival }) {
        if (begun && depth === 0 && arrival.kind !== 'returned') return { kind: 'stop' };
        begun = true;
        return { kind: 'run' };
      },
      onTimer: () => undefined,
    });
    await run.ended;
  }

  #stateOf(conversation: PreviewConversation): DebugState {
    return conversation.debugState({ running: this.#preview.isRunning(conversation) });
  }
}

// What the node is given: that of the last test, with what was typed laid over it.
function dataFor({ before, body }: { before: PreviewConversation | undefined; body: RunNode }): NodeData {
  const { nodeId, values = {} } = body;
  const { vars, nodes, loops, message } = before?.dataAt(nodeId) ?? before?.data ?? noData;
  return {
    vars: { ...vars, ...values.vars },
    nodes: { ...nodes, ...values.nodes },
    loops,
    message: values.message === undefined ? message : { text: values.message, files: [] },
  };
}

function checkNode({ draft, body }: { draft: Draft; body: RunNode }): void {
  const { nodeId, allowWrites } = body;
  const { plan, documents } = draft;
  if (!plan.main.node(nodeId))
    throw problems.invalid([{ path: 'nodeId', code: 'unknown_node', message: `The draft has no node "${nodeId}".` }]);
  if (allowWrites !== true && mayWrite({ nodeId, flow: plan.main.key, documents }))
    throw problems.invalid([
      {
        path: 'allowWrites',
        code: 'writes',
        message: `"${nodeId}" may change another system: what it does really happens. Say that it may.`,
      },
    ]);
}

// Itself, or through a flow that it calls.
function mayWrite(options: { nodeId: string; flow: string; documents: Draft['documents'] }): boolean {
  const { nodeId, flow, documents } = options;
  const document = documents.get(flow);
  const node = document?.nodes.find((one) => one.id === nodeId);
  if (!document || !node) return false;
  const writes = ({ type, config }: FlowNode) => {
    const definition = nodeRegistry.get(type);
    return definition !== undefined && effectOf({ definition, config }) === 'write';
  };
  if (writes(node)) return true;
  const calls = requirementsOf({ document: { ...document, nodes: [node] } }).flows;
  // The documents are those that the flow calls, at any depth.
  return calls.length > 0 && [...documents].some(([key, { nodes }]) => key !== flow && nodes.some(writes));
}
