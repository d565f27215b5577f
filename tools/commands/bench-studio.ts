import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runBenchStudio } from '../bench-studio/run-bench-studio.ts';
import { ensureBuilt } from '../build/ensure-built.ts';
import { findChromium } from '../lib/chromium.ts';
import { root } from '../lib/root.ts';

// npm run bench:studio [-- --rounds 3 --nodes 1000 --edges 1500 --json report.json]
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    nodes: { type: 'string', default: '1000' },
    edges: { type: 'string', default: '1500' },
    json: { type: 'string' },
  },
});
await ensureBuilt();
const [load = 0] = loadavg();
console.log(`${cpus().length} cores, load ${load.toFixed(1)} before; ${values.nodes} nodes, ${values.edges} edges`);
const figures = await runBenchStudio(
  {
    chromium: await findChromium({ whole: true }),
    nodes: Number(values.nodes),
    edges: Number(values.edges),
    rounds: Number(values.rounds),
  },
  (text) => console.log(text),
);
for (const { what, value, unit, goal, more } of figures) {
  const met = more ? value >= goal : value <= goal;
  console.log(
    `${what.padEnd(48)} ${value.toFixed(value < 100 ? 1 : 0).padStart(8)} ${unit.padEnd(4)} goal ${more ? 'at least' : 'at most'} ${goal} ${met ? '' : ' NOT met'}`,
  );
}
if (values.json) writeFileSync(path.resolve(root, values.json), JSON.stringify({ load, figures }, null, 2));
