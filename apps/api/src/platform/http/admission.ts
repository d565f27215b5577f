import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem } from './problem-filter.ts';
import { problems } from './problems.ts';

/** Asked for also by who looks whether a process is overloaded. */
const always: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Lets so many requests be worked on at once and refuses the others with 503 before their bodies are read, so that what waits for the database, a conversation or a worker
 * is bounded by it. Streams that only follow are counted where they are opened.
 */
export function admission(server: FastifyInstance, { most }: { most: number }): void {
  let inside = 0;
  server.addHook('onRequest', (request, reply, done) => {
    if (isExempt(request)) return done();
    if (inside >= most) {
      const problem = problems.unavailable({
        seconds: 1,
        message: 'Too much is asked for at once. Try again in a moment.',
      });
      return sendProblem({ reply, problem });
    }
    inside += 1;
    // Comes once, whether it was answered or its connection broke.
    reply.raw.once('close', () => {
      inside -= 1;
    });
    done();
  });
}

function isExempt({ method, url, headers }: FastifyRequest): boolean {
  if (always.has(url)) return true;
  return method === 'GET' && (headers.accept?.includes('text/event-stream') ?? false);
}
