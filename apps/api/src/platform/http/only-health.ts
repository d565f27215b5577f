import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem-filter.ts';
import { problems } from './problems.ts';

const paths: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/** For a process that runs jobs and takes no users' calls: everything but health and metrics is 404. */
export function onlyHealth(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?');
    if (paths.has(path)) done();
    else sendProblem({ reply, problem: problems.notFound('This process runs jobs only: what was asked for') });
  });
}
