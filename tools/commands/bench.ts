import path from 'node:path';
import { parseArgs } from 'node:util';
import { runBench, writeReport } from '../bench/run-bench.ts';
import { ensureBuilt } from '../build/ensure-built.ts';
import { root } from '../lib/root.ts';

// npm run bench [-- --quick | --long] [-- --flows echo,script --at-once 1,32 --rounds 3 --seconds 2 --turns 100000 --node-flags=--cpu-prof]
const { values } = parseArgs({
  options: {
    /** One round at 8 and 32, without sizes. */
    quick: { type: 'boolean', default: false },
    /** With 128 at once, and memory after 100,000 turns. */
    long: { type: 'boolean', default: false },
    flows: { type: 'string', default: 'echo,script,llm' },
    'at-once': { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string', default: '2' },
    /** After so many the memory is read for the last time. */
    turns: { type: 'string' },
    /** Folder of an API that is built already. */
    api: { type: 'string' },
    'node-flags': { type: 'string', default: '' },
  },
});
const { quick, long } = values;
if (!values.api) await ensureBuilt({ only: ['api'] });
const report = await runBench(
  {
    api: path.resolve(values.api ?? path.join(root, 'dist', 'api')),
    flows: values.flows.split(','),
    conversations: (values['at-once'] ?? (quick ? '8,32' : long ? '1,8,32,128' : '1,8,32')).split(',').map(Number),
    rounds: Number(values.rounds ?? (quick ? 1 : 3)),
    measureMs: Number(values.seconds) * 1_000,
    warmUpMs: 500,
    sizes: !quick,
    turns: values.turns ? Number(values.turns) : long ? 100_000 : quick ? 0 : 20_000,
    nodeFlags: values['node-flags'].split(' ').filter(Boolean),
  },
  (text) => console.log(text),
);
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
console.log(`\nCold start: first ${seconds(report.coldStartMs.first)}, second ${seconds(report.coldStartMs.second)}`);
for (const { turns, mb } of report.memory) console.log(`Memory of the API after ${turns} turns: ${mb.toFixed(0)} MB`);
console.log(`Load of the machine: ${report.load.map((load) => load.toFixed(1)).join(' before, ')} after`);
console.log(`Written to ${path.relative(root, writeReport(report))}`);
if (report.rows.some((row) => row.rounds.some((one) => one.failures > 0))) process.exit(1);
