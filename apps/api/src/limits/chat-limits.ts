import { problems } from '../platform/http/problems.ts';
import { HeldPlaces } from './held-places.ts';
import { LIMITS } from './limits.ts';
import { networkOf } from './network-of.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { SharedCounts } from './shared-counts.ts';

const KNOWN_MS = 60_000;
const MOST_BOTS = 20_000;
/** When somebody with too many streams may try again. */
const STREAM_SECONDS = 5;
const UPLOAD_SECONDS = 2;

interface ChatLimitsParts {
  on: boolean;
  counts: SharedCounts;
  /** Whose bot it is; undefined where there is no such bot. */
  workspaceOf: (address: string) => Promise<string | undefined>;
}

/** Counts a call for its conversation, bot and workspace, once its token was found to be right; only the first time. Throws 429. */
export type CountCall = (workspaceId: string) => void;

/**
 * Refuses too many openings, turns and reads with 429: by network address before anything is looked up, and by conversation, bot and workspace when it is known that
 * the caller may speak for them. Counted in memory; load tests switch it off.
 */
export class ChatLimits {
  readonly #parts: ChatLimitsParts;
  readonly #opensByAddress = limiter('opensByAddress');
  readonly #turnsByAddress = limiter('turnsByAddress');
  readonly #turnsByConversation = limiter('turnsByConversation');
  readonly #turnsByBot = limiter('turnsByBot');
  readonly #turnsByWorkspace = limiter('turnsByWorkspace');
  readonly #readsByAddress = limiter('readsByAddress');
  readonly #readsByConversation = limiter('readsByConversation');
  readonly #uploadsByAddress = limiter('uploadsByAddress');
  readonly #uploadsByConversation = limiter('uploadsByConversation');
  readonly #uploads = new HeldPlaces(LIMITS.atOnce.uploads);
  readonly #uploadsAtOnceByAddress = new HeldPlaces(LIMITS.atOnce.uploadsByAddress);
  readonly #streamsByAddress = new HeldPlaces(LIMITS.atOnce.streamsByAddress);
  readonly #streamsByConversation = new HeldPlaces(LIMITS.atOnce.streamsByConversation);
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
      this.#readsByAddress,
      this.#readsByConversation,
      this.#uploadsByAddress,
      this.#uploadsByConversation,
    ])
      parts.counts.add(one);
  }

  async opening({ ip, bot }: { ip: string; bot: string }): Promise<void> {
    if (!this.#parts.on) return;
    refuse(this.#opensByAddress.take(networkOf(ip)) || this.#turnsByBot.take(bot));
    refuse(this.#turnsByWorkspace.take(await this.#workspaceOf(bot)));
  }

  turn({ ip, bot, conversationId }: { ip: string; bot: string; conversationId: string }): CountCall {
    if (!this.#parts.on) return () => undefined;
    refuse(this.#turnsByAddress.take(networkOf(ip)));
    return once((workspaceId) =>
      refuse(
        this.#turnsByConversation.take(conversationId) ||
          this.#turnsByBot.take(bot) ||
          this.#turnsByWorkspace.take(workspaceId),
      ),
    );
  }

  read({ ip, conversationId }: { ip: string; conversationId: string }): CountCall {
    if (!this.#parts.on) return () => undefined;
    refuse(this.#readsByAddress.take(networkOf(ip)));
    return once(() => refuse(this.#readsByConversation.take(conversationId)));
  }

  /** A file that is sent. `leave` is to be called when it was read. That few are in memory at once holds for load tests, too. */
  upload({ ip, conversationId }: { ip: string; conversationId: string }): { count: CountCall; leave: () => void } {
    const { on } = this.#parts;
    const network = networkOf(ip);
    if (on) refuse(this.#uploadsByAddress.take(network));
    const own = on ? this.#uploadsAtOnceByAddress.take(network) : () => undefined;
    const place = own && this.#uploads.take('');
    if (!place) {
      own?.();
      throw problems.tooMany({
        seconds: UPLOAD_SECONDS,
        message: 'Too many files are being sent. Try again in a moment.',
      });
    }
    return {
      count: once(() => (on ? refuse(this.#uploadsByConversation.take(conversationId)) : undefined)),
      leave: () => {
        place();
        own();
      },
    };
  }

  /** A stream that follows a conversation. Gives what is to be called at its end. */
  stream({ ip, conversationId }: { ip: string; conversationId: string }): () => void {
    if (!this.#parts.on) return () => undefined;
    const byConversation = this.#streamsByConversation.take(conversationId);
    const byAddress = byConversation && this.#streamsByAddress.take(networkOf(ip));
    if (!byAddress) {
      byConversation?.();
      throw problems.tooMany({ seconds: STREAM_SECONDS, message: 'Too many streams are open. Try again in a moment.' });
    }
    return () => {
      byConversation();
      byAddress();
    };
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

// A turn that waits looks at its conversation several times.
function once(count: CountCall): CountCall {
  let counted = false;
  return (workspaceId) => {
    if (counted) return;
    counted = true;
    count(workspaceId);
  };
}

function refuse(seconds: number): void {
  if (seconds > 0) throw problems.tooMany({ seconds, message: 'Too many messages in a short time. Try again soon.' });
}
