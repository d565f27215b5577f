import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { readSnapshot } from '@patchbay/runtime';
import { testFlow } from '../../testing/chat-app.ts';
import { goldenRun } from './golden-run.ts';
import { storedRunState } from '../run-state.ts';

/**
 * What a release stored, as it stored it: a conversation that waits in the midst of everything, and a run that was broken off. Every later release goes on
 * with them. A file of a release is never changed; when a format number rises, PATCHBAY_WRITE_GOLDEN=<name> writes the next.
 */
interface Golden {
  main: FlowDocument;
  inner: FlowDocument;
  snapshot: unknown;
  runState: string;
  /** What is said from the snapshot on when the button `go` is clicked, and from the run's state on. */
  afterClick: string[];
  afterCrash: string[];
}

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => /^release-[\d.]+\.json$/.test(name));

const main = testFlow(
  'main',
  [
    { id: 'each', type: 'loop', config: { items: ['a', 'b'], itemVar: 'item', indexVar: 'index' } },
    { id: 'call', type: 'subflow', config: { flow: 'inner', input: { name: '{{ vars.item }}' }, saveAs: 'got' } },
    { id: 'got', type: 'message', config: { text: '{{ vars.index }}: {{ vars.got.answer }}' } },
    { id: 'ask', type: 'llm', config: { prompt: '{{ vars.got.answer }}', output: 'silent', saveAs: 'said' } },
    { id: 'last', type: 'message', config: { text: 'Model: {{ vars.said }}, turns: {{ conversation.turns }}' } },
  ],
  ['start > each', 'each.each > call', 'call > got', 'got > each', 'each.done > ask', 'ask > last'],
  { variables: [{ key: 'item', type: 'string', default: '' }] },
);
const inner = testFlow(
  'inner',
  [
    {
      id: 'pick',
      type: 'choice',
      config: { text: 'For {{ vars.name }}?', options: [{ id: 'go', label: 'Go' }], saveAs: 'picked' },
    },
    {
      id: 'end',
      type: 'end',
      config: { resolution: 'resolved', output: { answer: '{{ vars.name }} {{ vars.picked }}' } },
    },
  ],
  ['start > pick', 'pick.option:go > end'],
  { variables: [{ key: 'name', type: 'string', input: true }] },
);

const click = (snapshot: { waiting?: { waiting: { component?: string } } }) => ({
  kind: 'submit' as const,
  componentId: snapshot.waiting?.waiting.component ?? '',
  values: { option: 'go' },
});

async function written(): Promise<Golden> {
  const flows = { main, inner };
  const opened = await goldenRun(flows, { kind: 'opened' });
  const first = await goldenRun(flows, click(opened.snapshot), opened.snapshot);
  const second = await goldenRun(flows, click(first.snapshot), first.snapshot);
  const checkpoint = second.events.find((event) => event.type === 'checkpoint')!.checkpoint;
  const basis = { pins: '[["main","f",1]]', version: 1, hadTimer: false, nowMs: 1_764_000_000_000, preview: 'hi' };
  const runState = storedRunState.write({ value: { ...basis, checkpoint, kept: 0, episode: 1 }, newest: 99 });
  const resumed = await goldenRun(flows, { kind: 'resumed', checkpoint });
  return { ...flows, snapshot: opened.snapshot, runState, afterClick: first.said, afterCrash: resumed.said };
}

const wanted = process.env.PATCHBAY_WRITE_GOLDEN;
if (wanted && !existsSync(path.join(folder, `${wanted}.json`)))
  writeFileSync(path.join(folder, `${wanted}.json`), `${JSON.stringify(await written(), undefined, 2)}\n`);

describe('what earlier releases stored', () => {
  it('is there for the formats of this one', async () => {
    const now = await written();
    const stored = files.map((name): Golden => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
    const formatOf = (golden: Golden) => [
      readSnapshot(golden.snapshot).format,
      storedRunState.read(golden.runState).checkpoint.format,
    ];
    expect(stored.map(formatOf)).toContainEqual(formatOf(now));
    expect(now.afterClick).toEqual(['0: a Go', 'For b?']);
    expect(now.afterCrash).toEqual(['Model: hm, turns: 2']);
  });

  it.each(files)('%s: goes on', async (name) => {
    const golden: Golden = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    const snapshot = readSnapshot(golden.snapshot);
    expect((await goldenRun(golden, click(snapshot), golden.snapshot)).said).toEqual(golden.afterClick);
    const { checkpoint } = storedRunState.read(golden.runState);
    expect((await goldenRun(golden, { kind: 'resumed', checkpoint })).said).toEqual(golden.afterCrash);
  });
});
