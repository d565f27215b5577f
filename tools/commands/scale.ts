import { bytesPerTurn } from '../scale/bytes-per-turn.ts';
import { longConversationCost } from '../scale/long-conversation-cost.ts';
import { partitionCost } from '../scale/partition-cost.ts';
import { rowSecurityCost } from '../scale/row-security-cost.ts';

// node tools/commands/scale.ts [partitions] [row-security] [length] [bytes]: what the hot path costs PostgreSQL; all of them without a name. Linux alone.
const asked = process.argv.slice(2);
const wants = (name: string) => asked.length === 0 || asked.includes(name);

function tell(costs: { what: string; byVariant: { name: string; us: number; ofFirst: number }[] }[]): void {
  for (const { what, byVariant } of costs)
    console.log(
      what.padEnd(30),
      byVariant
        .map(({ name, us, ofFirst }) => `${name}: ${us.toFixed(0)} µs (${ofFirst.toFixed(2)})`.padEnd(26))
        .join(''),
    );
}

if (wants('partitions')) tell(await partitionCost((text) => console.log(text)));
if (wants('row-security')) tell(await rowSecurityCost());
if (wants('length')) tell(await longConversationCost());
if (wants('bytes')) {
  const { tables, bytesPerTurn: bytes, walBytesPerTurn } = await bytesPerTurn({ conversations: 2_000, turns: 6 });
  for (const { table, rowsPerTurn, bytesPerTurn: size, indexBytesPerTurn } of tables)
    console.log(
      table.padEnd(14),
      `${rowsPerTurn.toFixed(2)} rows`.padEnd(12),
      `${size.toFixed(0)} bytes, of them indexes ${indexBytesPerTurn.toFixed(0)}`,
    );
  console.log(`a turn leaves ${bytes.toFixed(0)} bytes, and ${walBytesPerTurn.toFixed(0)} bytes of log`);
}
