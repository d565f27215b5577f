import type pg from 'pg';
import { quoted } from './quoted.ts';

interface Trigger {
  table: string;
  trigger: string;
  state: string;
}

/**
 * Switches the triggers of the product's tables off, which would change what is restored; the answer switches them on as they were. For the transaction that is
 * open. Foreign keys stay.
 */
export async function silenceTriggers(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<Trigger>(
    `SELECT c.relname AS table, t.tgname AS trigger, t.tgenabled AS state FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D' ORDER BY 1, 2`,
  );
  const alter = ({ table, trigger }: Trigger, how: string) =>
    client.query(`ALTER TABLE ONLY public.${quoted(table)} ${how} TRIGGER ${quoted(trigger)}`);
  for (const trigger of rows) await alter(trigger, 'DISABLE');
  return async () => {
    for (const trigger of rows) await alter(trigger, enabling(trigger.state));
  };
}

// As pg_trigger writes it: origin, replica, always.
function enabling(state: string): string {
  if (state === 'R') return 'ENABLE REPLICA';
  return state === 'A' ? 'ENABLE ALWAYS' : 'ENABLE';
}
