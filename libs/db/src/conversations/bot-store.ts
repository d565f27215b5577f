import type { HotPool } from '../hot-pool.ts';
import { botColumns, botOf } from './columns.ts';
import type { BotRecord } from './records.ts';

export interface OpeningRecord {
  conversationId: string;
  bodyHash: Buffer;
  sealedToken: string;
}

/** Bots by their address, for who opens a conversation or its page. */
export class BotStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** The bot, and what was opened under the key in the last 24 hours. */
  async findForOpening(options: {
    address: string;
    key: string;
  }): Promise<{ bot: BotRecord; opening: OpeningRecord | undefined; nowMs: number } | undefined> {
    const { rows } = await this.#pool.query({
      name: 'chat_bot',
      text: `SELECT ${botColumns}, o.conversation_id, o.body_hash, o.token,
        extract(epoch FROM clock_timestamp())::float8 * 1000 AS now_ms
        FROM bot_address b
        JOIN workspace w ON w.id = b.workspace_id
        JOIN flow f ON f.workspace_id = b.workspace_id AND f.id = b.flow_id
        LEFT JOIN opening o ON o.workspace_id = b.workspace_id AND o.flow_id = b.flow_id AND o.key = $2
          AND o.at > clock_timestamp() - interval '24 hours'
        WHERE b.address = $1`,
      values: [options.address, options.key],
    });
    const [row] = rows;
    const bot = row && botOf(row);
    if (!bot) return undefined;
    const opening =
      row.conversation_id === null
        ? undefined
        : { conversationId: row.conversation_id, bodyHash: row.body_hash, sealedToken: row.token };
    return { bot, opening, nowMs: row.now_ms };
  }

  /** What the page of a bot shows; undefined while it is offline. */
  async findForPage(address: string): Promise<{ name: string; document: string } | undefined> {
    const { rows } = await this.#pool.query({
      text: `SELECT f.name, v.compiled AS document FROM bot_address b
        JOIN flow f ON f.workspace_id = b.workspace_id AND f.id = b.flow_id
        JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
        WHERE b.address = $1 AND b.online`,
      values: [address],
    });
    const [row] = rows;
    return row && { name: row.name, document: row.document };
  }

  /** Whether a token belongs to any conversation at all, whosever bot it is. */
  async tokenExists(options: { conversationId: string; tokenHash: Buffer }): Promise<boolean> {
    const { rows } = await this.#pool.query({
      text: `SELECT 1 FROM workspace w JOIN conversation c ON c.workspace_id = w.id AND c.id = $1 WHERE c.token_hash = $2`,
      values: [options.conversationId, options.tokenHash],
    });
    return rows.length > 0;
  }
}
