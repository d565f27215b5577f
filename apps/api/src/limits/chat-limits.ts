import { problems } from '../platform/http/problems.ts';
import { LIMITS } from './limits.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { SharedCounts } from './shared-counts.ts';

const KNOWN_MS = 60_000;
const MOST_BOTS = 20_000;

interface ChatLimitsParts {
  on: boolean;
  counts: SharedCounts;
  /** Whose bot it is; undefined where there is no such bot. */
  workspaceOf: (address: string) => Promise<string | undefined>;
}

/** Refuses too many openings and turns with 429: by network address, conversation, bot and workspace. Counted in memory; load tests switch it off. */
export class ChatLimits {
  readonly #parts: ChatLimitsParts;
  readonly #opensByAddress = limiter('opensByAddress');
  readonly #turnsByAddress = limiter('turnsByAddress');
  readonly #turnsByConversation = limiter('turnsByConversation');
  readonly #turnsByBot = limiter('turnsByBot');
  readonly #turnsByWorkspace = limiter('turnsByWorkspace');
  readonly #workspaces = new Map<string, { id: string; until: number }>();

  constructor(parts: ChatLimitsParts) {
    this.#parts = parts;
    if (!parts.on) return;
    for (const one of [
      this.#opensByAddress,
      this.#turnsByAddress,
      this.#turnsByConversation,
      this.#turnsByBot,
      this.#turnsByWorkspace,
    ])
      parts.counts.add(one);
  }

  async opening({ ip, bot }: { ip: string; bot: string }): Promise<void> {
    if (!this.#parts.on) return;
    refuse(this.#opensByAddress.take(ip) || this.#turnsByBot.take(bot));
    refuse(this.#turnsByWorkspace.take(await this.#workspaceOf(bot)));
  }

  async turn({ ip, bot, conversationId }: { ip: string; bot: string; conversationId: string }): Promise<void> {
    if (!this.#parts.on) return;
    refuse(
      this.#turnsByConversation.take(conversationId) || this.#turnsByAddress.take(ip) || this.#turnsByBot.take(bot),
    );
    refuse(this.#turnsByWorkspace.take(await this.#workspaceOf(bot)));
  }

  // Asked once a minute for a bot; addresses that nobody has share one bucket.
  async #workspaceOf(address: string): Promise<string> {
    const known = this.#workspaces.get(address);
    const now = performance.now();
    if (known && known.until > now) return known.id;
    const id = await this.#parts.workspaceOf(address);
    if (id === undefined) return 'nobody';
    if (this.#workspaces.size >= MOST_BOTS) this.#workspaces.clear();
    this.#workspaces.set(address, { id, until: now + KNOWN_MS });
    return id;
  }
}

function limiter(name: keyof typeof LIMITS.rates): RateLimiter {
  return new RateLimiter({ name, limit: LIMITS.rates[name] });
}

function refuse(seconds: number): void {
  if (seconds > 0) throw problems.tooMany({ seconds, message: 'Too many messages in a short time. Try again soon.' });
}
