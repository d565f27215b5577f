import {
  isTurnOfUser,
  type ReplayPlan,
  type ReplayResult,
  type TestPins,
  type TurnResult,
} from '@patchbay/api-contract';
import type { FlowRepository } from '@patchbay/db';
import { effectOf } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { shownStep } from '../conversations/shown-step.ts';
import type { PreviewRunner } from '../preview/preview-runner.ts';
import type { PastConversation } from './past-conversation.ts';
import type { PinsService } from './pins.service.ts';
import { placeName } from './place-name.ts';
import { cutPins, leaves, recordedPins } from './recorded-pins.ts';
import { recordedTurns } from './recorded-turns.ts';
import type { FlowPins } from './test-director.ts';
import { testTalk } from './test-talk.ts';
import { whatIsRead } from './what-was-said.ts';

interface Place {
  workspaceId: string;
  conversationId: string;
}

interface ReplaysParts {
  flows: FlowRepository;
  pins: PinsService;
  runner: PreviewRunner;
  past(place: Place): Promise<PastConversation>;
}

/** Past conversations on the canvas, and their messages said to the draft. */
export class ReplaysService {
  readonly #parts: ReplaysParts;

  constructor(parts: ReplaysParts) {
    this.#parts = parts;
  }

  async trace(place: Place) {
    const { flowId, flowKey, version, runs } = await this.#parts.past(place);
    const { workspaceId } = place;
    const kept = version === null ? null : await this.#parts.flows.version({ workspaceId, flowId, version });
    return {
      flow: flowKey,
      version,
      ...(kept ? { document: JSON.parse(kept.document) } : {}),
      runs: runs.map(({ turnId, at, steps }) => ({ turnId, at, steps })),
    };
  }

  /** What a replay would do. */
  async plan(place: Place): Promise<ReplayPlan> {
    const { past, turns, pins, flowPins, documents } = await this.#prepared(place);
    const cut = cutPins({ steps: past.runs.flatMap((run) => run.steps), main: past.flowKey });
    const places = [...documents].flatMap(([flow, document]) =>
      document.nodes.map((node) => ({ node, place: placeName({ flow, nodeId: node.id, main: past.flowKey }) })),
    );
    return {
      turns: turns.filter(isTurnOfUser).length,
      traced: past.traced,
      pinned: Object.keys(pins),
      pinnedInDraft: places.flatMap(({ place: name }) => (standsInByHand({ name, pins, flowPins }) ? [name] : [])),
      ...(cut.length > 0 ? { cut } : {}),
      leaves: places.flatMap(({ node, place: name }) => {
        const definition = nodeRegistry.get(node.type);
        if (!definition || !leaves(definition) || Object.hasOwn(pins, name) || flowPins.has(name)) return [];
        return [{ nodeId: name, nodeType: node.type, effect: effectOf({ definition, config: node.config }) }];
      }),
    };
  }

  async replay({ live, ...place }: Place & { live: boolean }): Promise<ReplayResult> {
    const { past, turns, pins, flowPins, plan } = await this.#prepared(place);
    const main = past.flowKey;
    const results = await testTalk({
      runner: this.#parts.runner,
      place: { workspaceId: place.workspaceId, flowKey: main },
      plan,
      test: { name: 'replay', turns, pins, live },
      flowPins,
      locale: past.locale,
      timezone: past.timezone,
      saysOf: whatIsRead,
    });
    const came = new Set(results.flatMap(({ steps }) => steps.map((step) => placeName({ ...step, main }))));
    return {
      pinnedInDraft: [...came].filter((name) => standsInByHand({ name, pins, flowPins })),
      turns: results.map((draft, index) => {
        const run = past.runs[index];
        const steps = run?.steps ?? [];
        const before: TurnResult = {
          turn: draft.turn,
          says: whatIsRead(run?.events ?? []),
          path: steps.map((step) => placeName({ ...step, main })),
          steps: steps.map(shownStep),
          differences: [],
        };
        return { past: before, draft };
      }),
    };
  }

  async #prepared(place: Place) {
    const { workspaceId } = place;
    const past = await this.#parts.past(place);
    const { plan, documents } = await this.#parts.runner.draftOf({ workspaceId, flowKey: past.flowKey });
    const flowPins: FlowPins = await this.#parts.pins.ofFlows({
      workspaceId,
      main: past.flowKey,
      keys: [...documents.keys()],
    });
    const pins: TestPins = recordedPins({ steps: past.runs.flatMap((run) => run.steps), main: past.flowKey });
    const turns = recordedTurns({ runs: past.runs, main: past.flowKey, textOf: past.textOf });
    return { past, turns, plan, documents, flowPins, pins };
  }
}

function standsInByHand({ name, pins, flowPins }: { name: string; pins: TestPins; flowPins: FlowPins }): boolean {
  return flowPins.has(name) && !Object.hasOwn(pins, name);
}
