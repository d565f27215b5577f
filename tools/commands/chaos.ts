import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../build/ensure-built.ts';
import { listOf, runChaos } from '../chaos/chaos.ts';
import { root } from '../lib/root.ts';

// npm run chaos [-- --short] [-- --list] [-- --only crash,zombie --seed 7 --points act.before --flows chaos-orders --kills 20 --turns 1000 --minutes 2 --clients 100 --api folder]
const { values } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    seed: { type: 'string' },
    points: { type: 'string' },
    flows: { type: 'string' },
    kills: { type: 'string' },
    turns: { type: 'string' },
    minutes: { type: 'string' },
    clients: { type: 'string' },
    /** Folder of an API that is built already. */
    api: { type: 'string' },
    /** File for the counts, as JSON. */
    report: { type: 'string' },
  },
});
if (values.list) {
  console.log(listOf());
  process.exit(0);
}
if (!values.api) await ensureBuilt({ only: ['api'] });
const seed = Number(values.seed ?? process.env.PATCHBAY_TEST_SEED ?? Math.floor(Math.random() * 1e9));
console.log(`Seed of this run: ${seed} (--seed repeats it)`);
const listed = (text: string | undefined) => text?.split(',').filter(Boolean);
const count = (name: 'kills' | 'turns' | 'minutes' | 'clients') =>
  values[name] === undefined ? {} : { [name]: Number(values[name]) };
const [points, flows] = [listed(values.points), listed(values.flows)];
const violations = await runChaos({
  long: !values.short,
  seed,
  only: listed(values.only) ?? [],
  api: path.resolve(values.api ?? path.join(root, 'dist', 'api')),
  ...(values.report === undefined ? {} : { report: values.report }),
  sizes: {
    ...(points ? { points } : {}),
    ...(flows ? { flows } : {}),
    ...count('kills'),
    ...count('turns'),
    ...count('minutes'),
    ...count('clients'),
  },
});
console.log(
  violations === 0 ? '\nNo promise was broken.' : `\n${violations} violations; histories are in test-results/chaos.`,
);
process.exit(violations === 0 ? 0 : 1);
