import type { FastifyInstance, FastifyReply } from 'fastify';
import { HeldPlaces } from '../../limits/held-places.ts';
import { LIMITS } from '../../limits/limits.ts';
import { networkOf } from '../../limits/network-of.ts';
import { sendProblem } from './problem-filter.ts';
import { problems } from './problems.ts';

type Response = FastifyReply['raw'];

/** Asked for also by who looks whether a process is overloaded. */
const always: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

const refusal = { seconds: 1, message: 'Too much is asked for at once. Try again in a moment.' };

/**
 * Lets so many requests be worked on at once and refuses the others with 503 before their bodies are read, so that what waits for the database, a conversation or a worker
 * is bounded by it. Who holds many of them from one address gets 429 (`byAddress`: false for load tests). A stream that follows a conversation leaves as soon as it is open: from then on it is counted there.
 */
export function admission(server: FastifyInstance, { most, byAddress }: { most: number; byAddress: boolean }): void {
  let inside = 0;
  const held = new HeldPlaces(byAddress ? LIMITS.atOnce.requestsByAddress : Number.POSITIVE_INFINITY);
  server.addHook('onRequest', (request, reply, done) => {
    if (always.has(request.url)) return done();
    if (inside >= most) return sendProblem({ reply, problem: problems.unavailable(refusal) });
    const giveBack = held.take(networkOf(request.ip));
    if (!giveBack) return sendProblem({ reply, problem: problems.tooMany(refusal) });
    inside += 1;
    const leave = () => {
      if (!leaves.delete(reply.raw)) return;
      inside -= 1;
      giveBack();
    };
    leaves.set(reply.raw, leave);
    // Comes once, whether it was answered or its connection broke.
    reply.raw.once('close', leave);
    done();
  });
}

const leaves = new WeakMap<Response, () => void>();

/** The response has become a stream that has no end of its own: it is none of those that are worked on. */
export function leaveAdmission(response: Response): void {
  leaves.get(response)?.();
}
