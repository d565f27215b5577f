import type { JsonValue } from '../json.ts';

export interface HttpRequest {
  method: string;
  url: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: { type: 'json' | 'form' | 'text'; value: JsonValue };
  /** Key of an `http` connection of this workspace, whose credential is added only when the URL's origin is one of the connection's. */
  connection?: string;
  /** Milliseconds for the whole exchange, redirects included. */
  timeoutMs?: number;
  retry?: { attempts: number; backoffMs: number };
  /** Sent as `Idempotency-Key` on methods that are not idempotent, so that a repeat can be recognised by the other side. */
  idempotencyKey?: string;
  signal: AbortSignal;
}

export interface HttpResponse {
  status: number;
  /** Lower-case names. Repeated headers are joined by a comma and a space. */
  headers: Record<string, string>;
  /** Parsed where the content type says JSON and it parses, else text. */
  body: JsonValue;
}

/**
 * One HTTP exchange with the outside, answered also for statuses of 400 and above. Throws `NodeError`:
 * - the flow's fault: `http.invalid_url`, `http.invalid_method`, `http.invalid_header`, `http.address_refused` (private or otherwise not allowed),
 *   `connection.missing`, `connection.origin_refused` (the credential is not for that address), `http.too_large` (what is to be sent);
 * - the outside's: `http.unreachable` and `http.timeout` (both retryable), `http.too_large`, `http.too_many_redirects`, `http.bad_response`;
 * - `aborted`, where the signal was.
 */
export interface HttpPort {
  request(request: HttpRequest): Promise<HttpResponse>;
}
