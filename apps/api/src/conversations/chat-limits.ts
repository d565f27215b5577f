import { problems } from '../platform/http/problems.ts';
import { RateLimiter } from './rate-limiter.ts';

/** Generous for people, even many behind one address; narrow for programs. Load tests switch them off. */
const limits = {
  opensByAddress: { burst: 300, perSecond: 10 },
  turnsByAddress: { burst: 1_200, perSecond: 40 },
  turnsByConversation: { burst: 120, perSecond: 2 },
  turnsByBot: { burst: 6_000, perSecond: 200 },
};

/** Refuses too many openings and turns with 429. */
export class ChatLimits {
  readonly #on: boolean;
  readonly #opensByAddress = new RateLimiter(limits.opensByAddress);
  readonly #turnsByAddress = new RateLimiter(limits.turnsByAddress);
  readonly #turnsByConversation = new RateLimiter(limits.turnsByConversation);
  readonly #turnsByBot = new RateLimiter(limits.turnsByBot);

  constructor({ on }: { on: boolean }) {
    this.#on = on;
  }

  opening({ ip, bot }: { ip: string; bot: string }): void {
    if (!this.#on) return;
    refuse(this.#opensByAddress.take(ip) || this.#turnsByBot.take(bot));
  }

  turn({ ip, bot, conversationId }: { ip: string; bot: string; conversationId: string }): void {
    if (!this.#on) return;
    refuse(
      this.#turnsByConversation.take(conversationId) || this.#turnsByAddress.take(ip) || this.#turnsByBot.take(bot),
    );
  }
}

function refuse(seconds: number): void {
  if (seconds > 0) throw problems.tooMany({ seconds, message: 'Too many messages in a short time. Try again soon.' });
}
