import type dns from 'node:dns';
import net from 'node:net';
import { NodeError } from '@patchbay/node-kit';
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import type { AddressPolicy } from './address-policy.ts';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';

export type Lookup = typeof dns.lookup;

export function refusedAddress(host: string): NodeError {
  return new NodeError({
    code: 'http.address_refused',
    message: `"${host}" is a private or special address, which is not allowed here.`,
    fault: 'user',
  });
}

/** A dispatcher that checks literal addresses, every resolved address, and the connected peer's address before a byte is sent. */
export function guardedDispatcher({ policy, lookup }: { policy: AddressPolicy; lookup: Lookup }): Dispatcher {
  return new Agent({
    connect: guardedConnector({ policy, lookup }),
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

function guardedConnector({ policy, lookup }: { policy: AddressPolicy; lookup: Lookup }): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const refuse = () => callback(refusedAddress(host), null);
    // Node asks no resolver for a literal address: it is judged here.
    if (net.isIP(host) && !policy.allows({ address: host, host, port })) return refuse();
    const connect = buildConnector({
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
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      const peer = socket.remoteAddress;
      if (peer === undefined || !policy.allows({ address: peer, host, port })) {
        socket.destroy();
        return refuse();
      }
      return callback(null, socket);
    });
  };
}
