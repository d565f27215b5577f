import { isRecord } from '../is-record.ts';
import { NodeError } from '@patchbay/node-kit';
import { refusedSecret, unavailableStore } from '../store-failure.ts';
import { errorsOf, type VaultCall } from './vault-call.ts';

/** How this installation proves itself to a vault. */
export type VaultSignIn =
  | { method: 'token'; token: string }
  | { method: 'approle'; mount: string; roleId: string; secretId: string };

export interface VaultSession {
  /** A token that counts now. Throws `connection.secret_refused` or `connection.store_unavailable`. */
  token(): Promise<string>;
  /** The vault did not take this token. Gives whether another may be had. */
  refused(token: string): boolean;
  close(): void;
}

interface Lease {
  token: string;
  renewable: boolean;
  /** Of its first, in milliseconds; 0 never ends. */
  firstMs: number;
  endsAt: number;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const AGAIN_MS = 10_000;

/** Signs in to a vault, renews the token before its lease ends, and signs in anew where it can no longer be renewed. */
export function createVaultSession({
  call,
  signIn,
  warn,
}: {
  call: VaultCall;
  signIn: VaultSignIn;
  /** What an operator should know; holds no secret. */
  warn: (message: string) => void;
}): VaultSession {
  let lease: Lease | undefined;
  let pending: Promise<Lease> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function take(next: Lease): Lease {
    lease = next;
    const leftMs = next.endsAt - performance.now();
    if (next.firstMs > 0) later(Math.max(500, (leftMs * 2) / 3));
    return next;
  }

  function later(ms: number): void {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => void renew(), Math.min(ms, LONGEST_TIMER_MS)).unref();
  }

  function enter(): Promise<Lease> {
    pending ??= (signIn.method === 'approle' ? byRole(call, signIn) : byToken(call, signIn.token))
      .then(take)
      .finally(() => (pending = undefined));
    return pending;
  }

  async function renew(): Promise<void> {
    const known = lease;
    if (!known || closed) return;
    try {
      // The vault gives ever shorter leases towards the longest life of a token: then a new one is due.
      const next = known.renewable ? await renewed(call, known) : undefined;
      if (next && (signIn.method === 'token' || next.endsAt - performance.now() > known.firstMs / 2)) {
        if (lease === known) take(next);
      } else if (signIn.method === 'approle') await enter();
      else warn('The token of the vault cannot be renewed and will end: give another.');
    } catch (error) {
      warn(`The token of the vault was not renewed: ${error instanceof NodeError ? error.message : 'failed'}`);
      const leftMs = known.endsAt - performance.now();
      if (leftMs > 0) later(Math.min(AGAIN_MS, Math.max(500, leftMs / 3)));
    }
  }

  return {
    async token() {
      const counts = lease && (lease.firstMs === 0 || lease.endsAt > performance.now());
      return (counts && lease ? lease : await enter()).token;
    },
    refused(token) {
      if (lease?.token === token) lease = undefined;
      return signIn.method === 'approle';
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

async function byRole(call: VaultCall, signIn: VaultSignIn & { method: 'approle' }): Promise<Lease> {
  const { status, body } = await call({
    method: 'POST',
    path: `auth/${signIn.mount}/login`,
    body: { role_id: signIn.roleId, secret_id: signIn.secretId },
  });
  if (status !== 200)
    throw refusedSecret(
      /role|secret id/i.test(errorsOf(body).join())
        ? 'The vault does not take this role id with this secret id.'
        : `The vault refuses to sign this installation in (${status}): check its namespace and where AppRole is mounted.`,
    );
  return leaseOf(body.auth);
}

/** A token that was given says itself how long it lives. */
async function byToken(call: VaultCall, token: string): Promise<Lease> {
  const { status, body } = await call({ method: 'GET', path: 'auth/token/lookup-self', token });
  if (status !== 200 || !isRecord(body.data))
    throw refusedSecret(`The vault does not take this installation's token (${status}): it may have ended.`);
  const { ttl, renewable } = body.data;
  return lasting({ token, seconds: ttl, renewable });
}

async function renewed(call: VaultCall, known: Lease): Promise<Lease | undefined> {
  const { status, body } = await call({
    method: 'POST',
    path: 'auth/token/renew-self',
    token: known.token,
    body: {},
  });
  return status === 200 ? { ...leaseOf(body.auth), firstMs: known.firstMs } : undefined;
}

function leaseOf(auth: unknown): Lease {
  if (!isRecord(auth) || typeof auth.client_token !== 'string' || auth.client_token === '')
    throw unavailableStore('What answers at the address of the vault is none.');
  return lasting({ token: auth.client_token, seconds: auth.lease_duration, renewable: auth.renewable });
}

function lasting({ token, seconds, renewable }: { token: string; seconds: unknown; renewable: unknown }): Lease {
  const firstMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : 0;
  return { token, renewable: renewable === true, firstMs, endsAt: performance.now() + firstMs };
}
