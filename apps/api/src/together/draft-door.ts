import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FlowRepository } from '@patchbay/db';
import type { FastifyRequest } from 'fastify';
import { LIMITS } from '../limits/limits.ts';
import type { Authenticator, Principal, WorkspaceRef } from '../platform/access/authenticator.ts';

const PATH = /^\/api\/v1\/workspaces\/([a-z0-9-]{1,64})\/flows\/([a-z0-9-]{1,64})\/draft\/socket$/;

/** The request by which a WebSocket begins. */
export type Handshake = FastifyRequest['raw'];

export interface Visitor {
  principal: Principal;
  workspace: WorkspaceRef;
  flowId: string;
  writes: boolean;
}

interface DraftDoorParts {
  authenticator: () => Authenticator;
  flows: FlowRepository;
  /** Where the product is, as its operator said; undefined where they did not. */
  publicUrl: string | undefined;
}

/** Says who may come in by a WebSocket, at its beginning and again and again while it is open. */
export class DraftDoor {
  readonly #parts: DraftDoorParts;

  constructor(parts: DraftDoorParts) {
    this.#parts = parts;
  }

  /** Whether a request is for the socket of a draft. */
  isMeant(request: Handshake): boolean {
    return PATH.test(pathOf(request));
  }

  /** Who comes; a status where they may not. */
  async look(request: Handshake): Promise<Visitor | number> {
    const [, workspaceKey, key] = PATH.exec(pathOf(request)) ?? [];
    if (workspaceKey === undefined || key === undefined) return 404;
    if (!this.#isOwnOrigin(request)) return 403;
    const principal = await this.#parts.authenticator().authenticate(request);
    if (!principal) return 401;
    const who = { principal, workspaceKey };
    const writer = await this.#authorise({ ...who, permission: 'flows.write' });
    // Asked at each batch: whoever may write, as most do, is looked up once.
    const workspace = writer === 'forbidden' ? await this.#authorise({ ...who, permission: 'flows.read' }) : writer;
    if (workspace === 'unknown') return 404;
    if (workspace === 'forbidden') return 403;
    const flow = await this.#parts.flows.find({ workspaceId: workspace.id, key });
    if (!flow) return 404;
    return { principal, workspace, flowId: flow.id, writes: typeof writer === 'object' };
  }

  #authorise(options: { principal: Principal; workspaceKey: string; permission: 'flows.read' | 'flows.write' }) {
    return this.#parts.authenticator().authorise(options);
  }

  // A browser sends the cookie along wherever a page comes from, and always says where that is. Programs with a key are no browser of somebody else.
  #isOwnOrigin({ headers }: Handshake): boolean {
    if (headers.authorization !== undefined) return true;
    const { origin, host } = headers;
    if (origin === undefined || !URL.canParse(origin)) return false;
    const given = new URL(origin);
    const { publicUrl } = this.#parts;
    return given.host === host || (publicUrl !== undefined && given.origin === new URL(publicUrl).origin);
  }
}

/** Ends a handshake that is not let in. */
export function refuseHandshake({ socket, status }: { socket: Duplex; status: number }): void {
  const retry = status === 503 ? `Retry-After: ${Math.ceil(LIMITS.together.retryMs / 1_000)}\r\n` : '';
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n${retry}\r\n`,
  );
}

function pathOf({ url = '' }: Handshake): string {
  return url.split('?')[0] ?? '';
}
