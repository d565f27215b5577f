import path from 'node:path';
import { parseArgs } from 'node:util';
import { header, runBench, writeReport } from '../bench/run-bench.ts';
import { ensureBuilt } from '../build/ensure-built.ts';
import { root } from '../lib/root.ts';

// npm run bench [-- --quick] [-- --flows echo,script --at-once 1,32 --seconds 10 --node-flags=--cpu-prof]
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    flows: { type: 'string', default: 'echo,script,llm' },
    'at-once': { type: 'string' },
    seconds: { type: 'string' },
    /** Folder of an API that is built already. */
    api: { type: 'string' },
    'node-flags': { type: 'string', default: '' },
  },
});
if (!values.api) await ensureBuilt({ only: ['api'] });
const report = await runBench(
  {
    api: path.resolve(values.api ?? path.join(root, 'dist', 'api')),
    flows: values.flows.split(','),
    conversations: (values['at-once'] ?? (values.quick ? '32' : '1,8,32,128')).split(',').map(Number),
    measureMs: Number(values.seconds ?? (values.quick ? 3 : 6)) * 1_000,
    warmUpMs: values.quick ? 1_500 : 3_000,
    nodeFlags: values['node-flags'].split(' ').filter(Boolean),
  },
  (text) => console.log(text.endsWith('…') ? `${text}\n${header}` : text),
);
const { before, after } = report.memoryMb;
const mb = (value: number) => `${value.toFixed(0)} MB`;
console.log(
  `\nCold start: first ${(report.coldStartMs.first / 1_000).toFixed(1)} s, second ${(report.coldStartMs.second / 1_000).toFixed(1)} s`,
);
console.log(
  `Memory: API ${mb(before.api)} before, ${mb(after.api)} after; workers ${mb(before.workers)} and ${mb(after.workers)}`,
);
console.log(`Written to ${path.relative(root, writeReport(report))}`);
if (report.rows.some((row) => row.failures > 0)) process.exit(1);
