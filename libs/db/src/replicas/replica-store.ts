import type { HotPool } from '../hot-pool.ts';

export interface ReplicaRecord {
  id: string;
  role: string;
  release: string;
  /** Format numbers of stored state that it can read, both included. */
  readsFrom: number;
  readsTo: number;
  /** Origin at which the other processes reach it; null where it takes no calls, or none yet. */
  address: string | null;
}

/** After so long without a word a process is not counted any more; its row goes a while later. Milliseconds. */
const SILENT_MS = 10_000;
const FORGET_MS = 60_000;

/** The processes of this installation that live, by the database's clock. */
export class ReplicaStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Says that this one lives; gives the others. */
  async beat(self: ReplicaRecord): Promise<ReplicaRecord[]> {
    const { rows } = await this.#pool.query({
      name: 'replica_beat',
      text: `WITH own AS (
          INSERT INTO replica (id, role, release, reads_from, reads_to, address) VALUES ($1, $2, $3, $4, $5, $8)
          ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), address = excluded.address
        ), gone AS (
          DELETE FROM replica WHERE id <> $1 AND seen_at < clock_timestamp() - $7 * interval '1 millisecond'
        )
        SELECT id, role, release, reads_from, reads_to, address FROM replica
        WHERE id <> $1 AND seen_at > clock_timestamp() - $6 * interval '1 millisecond' ORDER BY id`,
      values: [self.id, self.role, self.release, self.readsFrom, self.readsTo, SILENT_MS, FORGET_MS, self.address],
    });
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      release: row.release,
      readsFrom: row.reads_from,
      readsTo: row.reads_to,
      address: row.address,
    }));
  }

  /** It ends. */
  async leave(id: string): Promise<void> {
    await this.#pool.query({ text: 'DELETE FROM replica WHERE id = $1', values: [id] });
  }

  /** Names the installation: the same for all of its processes. */
  async installation(): Promise<string> {
    const { rows } = await this.#pool.query<{ id: string }>({
      // A backup of a release that had none leaves none behind.
      text: `WITH made AS (INSERT INTO installation DEFAULT VALUES ON CONFLICT DO NOTHING RETURNING id)
        SELECT id FROM made UNION ALL SELECT id FROM installation LIMIT 1`,
    });
    const [row] = rows;
    if (!row) throw new Error('The database does not name its installation.');
    return row.id;
  }
}
