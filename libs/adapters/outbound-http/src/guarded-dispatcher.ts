import type dns from 'node:dns';
import net from 'node:net';
import { NodeError } from '@patchbay/node-kit';
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import type { AddressPolicy } from './address-policy.ts';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';

export type Lookup = typeof dns.lookup;

interface Guard {
  policy: AddressPolicy;
  lookup: Lookup;
  /** What opens connections. */
  connector?: typeof buildConnector;
}

export function refusedAddress(host: string): NodeError {
  return new NodeError({
    code: 'http.address_refused',
    message: `"${host}" is a private or special address, which is not allowed here.`,
    fault: 'user',
  });
}

/** A dispatcher that checks literal addresses, every resolved address, and the connected peer's address before a byte is sent. */
export function guardedDispatcher(guard: Guard): Dispatcher {
  return new Agent({
    connect: guardedConnector(guard),
    maxHeaderSize: OUTBOUND_LIMITS.headerBytes,
    headersTimeout: OUTBOUND_LIMITS.longestTimeoutMs,
    bodyTimeout: OUTBOUND_LIMITS.longestTimeoutMs,
    connections: OUTBOUND_LIMITS.connectionsPerOrigin,
    pipelining: 1,
    // One protocol to judge, with one connection for one origin.
    allowH2: false,
  });
}

/** Through a company's proxy, which is trusted to connect; what it is asked for was checked before. */
export function proxyDispatcher(uri: string): Dispatcher {
  return new ProxyAgent({
    // Written without a scheme as often as with one.
    uri: /^[a-z]+:\/\//i.test(uri) ? uri : `http://${uri}`,
    connectTimeout: OUTBOUND_LIMITS.connectMs,
    maxHeaderSize: OUTBOUND_LIMITS.headerBytes,
    allowH2: false,
    headersTimeout: OUTBOUND_LIMITS.longestTimeoutMs,
    bodyTimeout: OUTBOUND_LIMITS.longestTimeoutMs,
  });
}

function guardedConnector({ policy, lookup, connector = buildConnector }: Guard): buildConnector.connector {
  const secure = connector({ timeout: OUTBOUND_LIMITS.connectMs, allowH2: false });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const refuse = () => callback(refusedAddress(host), null);
    // Node asks no resolver for a literal address: it is judged here.
    if (net.isIP(host) && !policy.allows({ address: host, host, port })) return refuse();
    const connect = connector({
      timeout: OUTBOUND_LIMITS.connectMs,
      allowH2: false,
      // Typed for the overloads of dns.lookup; the connector calls this one form.
      lookup: ((
        name: string,
        settings: dns.LookupOptions,
        done: (error: Error | null, address: string | dns.LookupAddress[], family?: number) => void,
      ) => {
        lookup(name, { ...settings, all: true }, (error, addresses) => {
          if (error) return done(error, []);
          if (addresses.length === 0 || addresses.some(({ address }) => !policy.allows({ address, host: name, port })))
            return done(refusedAddress(name), []);
          const [first] = addresses;
          if (settings.all) return done(null, addresses);
          return done(null, first?.address ?? '', first?.family);
        });
      }) as net.LookupFunction,
    });
    // The peer is judged before TLS begins: its greeting, which names the host, is sent to nobody else.
    const bare = { ...options, protocol: 'http:', port: String(port), servername: undefined };
    connect(bare, (error, socket) => {
      if (error) return callback(error, null);
      const peer = socket.remoteAddress;
      if (peer === undefined || !policy.allows({ address: peer, host, port })) {
        socket.destroy();
        return refuse();
      }
      if (options.protocol !== 'https:') return callback(null, socket);
      return secure({ ...options, httpSocket: socket }, callback);
    });
  };
}
