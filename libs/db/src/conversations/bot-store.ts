import type { HotPool } from '../hot-pool.ts';
import { botOf } from './columns.ts';
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
      text: 'SELECT * FROM chat_bot($1, $2)',
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
      text: 'SELECT * FROM chat_page($1)',
      values: [address],
    });
    const [row] = rows;
    return row && { name: row.name, document: row.document };
  }

  /** Whose bot it is; undefined where there is no such bot. */
  async workspaceOf(address: string): Promise<string | undefined> {
    const { rows } = await this.#pool.lookUp(address, {
      text: 'SELECT workspace_id FROM bot_address WHERE address = $1',
      values: [address],
    });
    return rows[0]?.workspace_id;
  }

  /** Whether a token belongs to any conversation at all, whosever bot it is. */
  async tokenExists(options: { conversationId: string; tokenHash: Buffer }): Promise<boolean> {
    const { rows } = await this.#pool.across({
      text: `SELECT 1 FROM workspace w JOIN conversation c ON c.workspace_id = w.id AND c.id = $1 WHERE c.token_hash = $2`,
      values: [options.conversationId, options.tokenHash],
    });
    return rows.length > 0;
  }
}
