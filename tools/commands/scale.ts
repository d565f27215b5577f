import { partitionCost } from '../scale/partition-cost.ts';

for (const { what, byVariant } of await partitionCost((text) => console.log(text)))
  console.log(
    what.padEnd(30),
    byVariant
      .map(({ name, us, ofFirst }) => `${name}: ${us.toFixed(0)} µs (${ofFirst.toFixed(2)})`.padEnd(24))
      .join(''),
  );
