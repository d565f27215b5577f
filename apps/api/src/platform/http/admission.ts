import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from './problem-filter.ts';
import { problems } from './problems.ts';

type Response = FastifyReply['raw'];

/** Asked for also by who looks whether a process is overloaded. */
const always: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Lets so many requests be worked on at once and refuses the others with 503 before their bodies are read, so that what waits for the database, a conversation or a worker
 * is bounded by it. A stream that follows a conversation leaves as soon as it is open: from then on it is counted there.
 */
export function admission(server: FastifyInstance, { most }: { most: number }): void {
  let inside = 0;
  server.addHook('onRequest', (request, reply, done) => {
    if (always.has(request.url)) return done();
    if (inside >= most) {
      const problem = problems.unavailable({
        seconds: 1,
        message: 'Too much is asked for at once. Try again in a moment.',
      });
      return sendProblem({ reply, problem });
    }
    inside += 1;
    const leave = () => {
      if (leaves.delete(reply.raw)) inside -= 1;
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
