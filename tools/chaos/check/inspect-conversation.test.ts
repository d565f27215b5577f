import { describe, expect, it } from '@jest/globals';
import { Random } from '../random.ts';
import { goodFlows, goodScene } from './good-scene.ts';
import { inspectConversation } from './inspect-conversation.ts';
import { sabotages } from './sabotage.ts';

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);
const calm = { killedAtMs: [], disturbedAtMs: [] };

describe('the checker of chaos runs', () => {
  it.each(goodFlows.map((flow) => [flow.key, flow] as const))('finds nothing wrong in a good %s', (_, flow) => {
    const { scene } = goodScene(flow);
    expect(inspectConversation({ flow, scene, disturbances: calm })).toEqual([]);
  });

  it.each(sabotages.map((sabotage) => [sabotage.what, sabotage] as const))('finds it when %s', (_, sabotage) => {
    const flows = goodFlows.filter(({ key }) => sabotage.flows?.includes(key) ?? true);
    expect(flows.length).toBeGreaterThan(0);
    for (const flow of flows) {
      for (const seed of SEEDS) {
        const good = goodScene(flow);
        sabotage.spoil({ good, random: new Random(seed) });
        const found = inspectConversation({ flow, scene: good.scene, disturbances: calm });
        expect({ flow: flow.key, seed, found: found.filter(({ rule }) => sabotage.rules.includes(rule)) }).not.toEqual({
          ...{ flow: flow.key, seed, found: [] },
        });
      }
    }
  });

  it('lets a run be given up that took more processes with it than the product stakes on one', () => {
    const flow = goodFlows[0]!;
    const { scene } = goodScene(flow);
    const turn = scene.history.turns[1]!;
    const { turnId } = turn.answers[0]!;
    const at = new Date(turn.sentMs + 1_000).toISOString();
    const error = { type: 'error', code: 'turn.interrupted', turnId, seq: scene.stored.length + 1, at };
    const after = (kills: number) =>
      inspectConversation({
        flow,
        scene: { ...scene, stored: [...scene.stored, error] },
        disturbances: {
          killedAtMs: Array.from({ length: kills }, (_, index) => turn.sentMs + index),
          disturbedAtMs: [],
        },
      }).filter(({ rule }) => rule === 'interrupted').length;
    expect([after(3), after(4)]).toEqual([1, 0]);
  });
});
