import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { type AdvanceOptions, readSnapshot } from '@patchbay/runtime';
import { testFlow } from '../../testing/chat-app.ts';
import { goldenRun } from './golden-run.ts';

/** One conversation in every kind of wait that a release knew, and after its end: as it was stored, what came then, and what was said to that. */
interface GoldenWait {
  kind: string;
  snapshot: unknown;
  input: AdvanceOptions['input'];
  said: string[];
}
interface GoldenWaits {
  main: FlowDocument;
  inner: FlowDocument;
  waits: GoldenWait[];
}

const folder = import.meta.dirname;

const main = testFlow(
  'main',
  [
    { id: 'name', type: 'question', config: { text: 'Name?', expects: 'text', saveAs: 'name' } },
    { id: 'count', type: 'question', config: { text: 'How many?', expects: 'number', saveAs: 'count' } },
    {
      id: 'details',
      type: 'form',
      config: {
        title: 'Details of {{ vars.name }}',
        fields: [
          { key: 'colour', label: 'Colour', type: 'select', options: ['red', 'green'], required: true },
          { key: 'note', label: 'Note', type: 'text' },
        ],
        saveAs: 'details',
      },
    },
    {
      id: 'all',
      type: 'set',
      config: { assignments: [{ key: 'all', value: { list: [1, '{{ vars.count }}'], of: '{{ vars.details }}' } }] },
    },
    { id: 'pause', type: 'wait', config: { seconds: 60 } },
    { id: 'later', type: 'message', config: { text: '{{ vars.name }}: {{ vars.all | json }}' } },
    { id: 'end', type: 'end', config: { resolution: 'resolved' } },
  ],
  ['start > name', 'name > count', 'count > details', 'details > all', 'all > pause', 'pause > later', 'later > end'],
  { variables: [{ key: 'all', type: 'object', default: {} }] },
);
const inner = testFlow('inner', [{ id: 'end', type: 'end', config: { resolution: 'resolved' } }], ['start > end']);

type Stored = Awaited<ReturnType<typeof goldenRun>>['snapshot'];

async function written(): Promise<GoldenWaits> {
  const waits: GoldenWait[] = [];
  let { snapshot } = await goldenRun({ main, inner }, { kind: 'opened' });
  const step = async (kind: string, input: (snapshot: Stored) => AdvanceOptions['input']) => {
    const taken = input(snapshot);
    const next = await goldenRun({ main, inner }, taken, snapshot);
    waits.push({ kind, snapshot, input: taken, said: next.said });
    snapshot = next.snapshot;
  };
  await step('a question', () => ({ kind: 'message', text: 'Ada', files: [] }));
  await step('a number', () => ({ kind: 'message', text: '3', files: [] }));
  await step('a form', ({ waiting }) => ({
    kind: 'submit',
    componentId: waiting?.waiting.component ?? '',
    values: { colour: 'red', note: 'nö' },
  }));
  await step('a timer', () => ({ kind: 'timer' }));
  await step('an end', () => ({ kind: 'message', text: 'again', files: [] }));
  return { main, inner, waits };
}

const wanted = process.env.PATCHBAY_WRITE_GOLDEN?.replace('release-', 'waits-');
if (wanted && !existsSync(path.join(folder, `${wanted}.json`)))
  writeFileSync(path.join(folder, `${wanted}.json`), `${JSON.stringify(await written(), undefined, 2)}\n`);

const files = readdirSync(folder).filter((name) => /^waits-[\d.]+\.json$/.test(name));

describe('conversations that wait since an earlier release', () => {
  it('are there for the format of this one, in every kind of wait', async () => {
    const { waits } = await written();
    const last = files.map((name): GoldenWaits => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
    const formatOf = (one: GoldenWait | undefined) => readSnapshot(one?.snapshot).format;
    expect(last.map((golden) => formatOf(golden.waits[0]))).toContain(formatOf(waits[0]));
    expect(waits.map(({ said }) => said)).toEqual([
      ['How many?'],
      [],
      [],
      ['Ada: {"list":[1,3],"of":{"colour":"red","note":"nö"}}'],
      ['Name?'],
    ]);
  });

  it.each(files)('%s: go on', async (name) => {
    const { waits, ...flows }: GoldenWaits = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    for (const { kind, snapshot, input, said } of waits)
      expect({ kind, said: (await goldenRun(flows, input, snapshot)).said }).toEqual({ kind, said });
  });
});
