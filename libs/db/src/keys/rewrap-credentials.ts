import { ownerClient } from '../walls/owner-client.ts';

/** A sealed credential with what it is bound to. */
export interface SealedCredential {
  workspaceId: string;
  key: string;
  revision: number;
  secrets: string;
}

const BATCH = 200;
/** A credential that was sealed with the old key during the first pass is met in the next; what still comes after the last is counted. */
const PASSES = 3;

/**
 * Puts every sealed credential of the database under another key, while processes use and change them: one that is changed in between is met again in the
 * next pass. `rewrap` gives the new text, or undefined where it is right already. `left` counts those that needed it in the last pass as well: some process
 * goes on sealing with the old key.
 */
export function rewrapCredentials({
  url,
  rewrap,
}: {
  url: string;
  rewrap: (credential: SealedCredential) => string | undefined;
}): Promise<{ credentials: number; rewrapped: number; left: number }> {
  return ownerClient(url, async (client) => {
    let rewrapped = 0;
    for (let pass = 1; ; pass += 1) {
      let [seen, moved] = [0, 0];
      for (let last: [string, string] = ['00000000-0000-0000-0000-000000000000', '']; ; ) {
        const { rows } = await client.query<SealedCredential>({
          text: `SELECT workspace_id AS "workspaceId", key, revision, secrets FROM connection
            WHERE secrets IS NOT NULL AND (workspace_id, key) > ($1, $2) ORDER BY workspace_id, key LIMIT ${BATCH}`,
          values: last,
        });
        for (const row of rows) {
          const next = rewrap(row);
          if (next === undefined) continue;
          moved += 1;
          const { rowCount } = await client.query({
            text: 'UPDATE connection SET secrets = $4 WHERE workspace_id = $1 AND key = $2 AND secrets = $3',
            values: [row.workspaceId, row.key, row.secrets, next],
          });
          rewrapped += rowCount ?? 0;
        }
        seen += rows.length;
        const end = rows.at(-1);
        if (!end || rows.length < BATCH) break;
        last = [end.workspaceId, end.key];
      }
      // What was deleted is not carried over: it could be brought back with a credential that nobody opens any more.
      await client.query("DELETE FROM recently_deleted WHERE kind = 'connection'");
      if (moved === 0 || pass === PASSES) return { credentials: seen, rewrapped, left: moved };
    }
  });
}
