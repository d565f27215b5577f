import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Agent, request as send } from 'undici';
import type { Peers } from '../fan-out/peers.ts';
import type { ReplicaPresence } from '../fan-out/replica-presence.ts';
import { bodyText } from '../platform/http/accept-json.ts';
import { sendProblem } from '../platform/http/problem-filter.ts';
import { problems } from '../platform/http/problems.ts';

const FLOW = '/api/v1/workspaces/:workspace/flows/:key';
const PREVIEW = `${FLOW}/preview/conversations`;
/** Said by the process that hands a call on; who is handed one answers it, whatever it knows. */
const FORWARDED = 'x-patchbay-forwarded';
const CONNECT_MS = 2_000;
/** Each is between two neighbours and no part of the call. RFC 9110, 7.6.1. */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
]);

/**
 * Tests of drafts are in the memory of the process that began them. A call that a load balancer brings to another one is handed on as it came, with the caller's
 * own session, and its answer is streamed back.
 */
export function forwardPreviews({
  server,
  others,
}: {
  server: FastifyInstance;
  others: () => { peers: Peers; presence: Pick<ReplicaPresence, 'look'> };
}): void {
  const agent = new Agent({ connect: { timeout: CONNECT_MS }, bodyTimeout: 0, headersTimeout: 0 });
  server.addHook('onClose', () => agent.destroy());
  server.addHook('preHandler', async (request, reply) => {
    const id = previewIn(request);
    if (id === undefined || FORWARDED in request.headers) return;
    const { peers, presence } = others();
    if (peers.isOwn(id)) return;
    if (peers.keeperOf(id) === undefined) await presence.look();
    const keeper = peers.keeperOf(id);
    if (keeper === undefined) return;
    try {
      return await handOn({ request, reply, keeper, agent });
    } catch (error) {
      if (reply.sent) return void reply.raw.destroy();
      request.log.warn(
        { err: error, keeper },
        'A call for a test could not be handed on to the process that keeps it.',
      );
      const message = 'The process that keeps this test could not be reached.';
      sendProblem({ reply, problem: problems.unavailable({ seconds: 2, message }) });
      return reply;
    }
  });
}

async function handOn(options: {
  request: FastifyRequest;
  reply: FastifyReply;
  keeper: string;
  agent: Agent;
}): Promise<FastifyReply> {
  const { request, reply, keeper, agent } = options;
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  const parsed = request.body !== undefined;
  const answer = await send(new URL(request.url, keeper), {
    dispatcher: agent,
    method: request.method as 'GET',
    headers: { ...passedOn(request.headers, parsed ? ['content-length'] : []), [FORWARDED]: '1' },
    // A form has not been read by then.
    body: parsed ? bodyText(request) : request.method === 'GET' ? null : request.raw,
    signal: left.signal,
  });
  reply.hijack();
  reply.raw.writeHead(answer.statusCode, passedOn(answer.headers));
  reply.raw.flushHeaders();
  await pipeline(answer.body, reply.raw);
  return reply;
}

function passedOn(headers: Record<string, string | string[] | undefined>, left: readonly string[] = []) {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP_BY_HOP.has(name) || left.includes(name) ? [] : [[name, value]],
    ),
  );
}

/** Id of the test that a call is about, where it is about one. */
function previewIn({ method, params, body, routeOptions: { url } }: FastifyRequest): string | undefined {
  if (!url?.startsWith(FLOW)) return undefined;
  if (url.startsWith(`${PREVIEW}/:id`)) return textAt(params, 'id');
  if (method !== 'POST') return undefined;
  if (url === PREVIEW) return textAt(body, 'from', 'conversationId');
  if (url === `${FLOW}/preview/node-runs`) return textAt(body, 'conversationId');
  return url === `${FLOW}/tests` ? textAt(body, 'from', 'preview') : undefined;
}

// Of a body that was not checked yet.
function textAt(value: unknown, ...path: string[]): string | undefined {
  let found = value;
  for (const name of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  return typeof found === 'string' ? found : undefined;
}
