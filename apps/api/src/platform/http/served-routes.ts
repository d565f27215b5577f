import type { FastifyInstance } from 'fastify';

export interface ServedRoute {
  method: string;
  /** With its parameters as `:name`. */
  url: string;
}

/** Notes every route that is registered from now on. The matrix of rights is held against it, so that no route is forgotten. */
export function servedRoutes(server: FastifyInstance): readonly ServedRoute[] {
  const routes: ServedRoute[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  return routes;
}
