import { DOCUMENT_LIMITS } from '@patchbay/flow-spec';
import type { FastifyInstance } from 'fastify';

/** Largest bodies in bytes. A document's own limit refuses with its path, so the door is a little wider than that. */
const limits = {
  chat: 256 * 1024,
  import: 16 * 1024 * 1024,
  administration: DOCUMENT_LIMITS.bytes + 64 * 1024,
};

/** Gives each route the limit of its kind; past it the answer is 413. */
export function limitBodies(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/chat/')) route.bodyLimit = limits.chat;
    else if (route.url.endsWith('/flows/import')) route.bodyLimit = limits.import;
    else route.bodyLimit = limits.administration;
  });
}
