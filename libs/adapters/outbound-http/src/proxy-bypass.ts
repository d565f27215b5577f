import net from 'node:net';
import ipaddr from 'ipaddr.js';
import { bareHost } from './allowances.ts';

/** Whether NO_PROXY lets a host be reached directly: names with their subdomains, addresses, CIDRs, each with a port or without, `*` for all. */
export function bypassesProxy({ url, list }: { url: URL; list: string | undefined }): boolean {
  const host = bareHost(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return (list ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => matches({ entry: entry.toLowerCase(), host, port }));
}

function matches({ entry, host, port }: { entry: string; host: string; port: string }): boolean {
  if (entry === '*') return true;
  if (ipaddr.isValidCIDR(entry)) {
    if (!net.isIP(host)) return false;
    const range = ipaddr.parseCIDR(entry);
    const address = ipaddr.process(host);
    return address.kind() === range[0].kind() && address.match(range);
  }
  // The colons of a bare IPv6 address are no port's.
  const [, name = entry, itsPort] = net.isIP(entry) ? [] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  if (itsPort !== undefined && itsPort !== port) return false;
  const bare = bareHost(name.replace(/^\*?\./, ''));
  if (bare === '') return false;
  return host === bare || (!net.isIP(host) && host.endsWith(`.${bare}`));
}
