import net from 'node:net';
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What an administrator let be reached although it is private. */
export interface Allowances {
  /** Whether the host was allowed by name or literal, on every port or on this one. */
  namesHost(options: { host: string; port: number }): boolean;
  /** Whether the address lies in an allowed range. */
  holds(address: Address): boolean;
  /** Whether this very address was allowed, not merely a range around it. */
  holdsExactly(address: Address): boolean;
}

/** Reads hosts, `host:port`s, addresses (`[::1]:8080` with a port) and CIDRs. */
export function readAllowances(entries: readonly string[]): Allowances {
  const names = new Set<string>();
  const ranges: ReturnType<typeof ipaddr.parseCIDR>[] = [];
  for (const entry of entries) {
    const text = entry.trim().toLowerCase();
    const bare = bareHost(text);
    if (text === '') continue;
    if (ipaddr.isValidCIDR(text)) ranges.push(ipaddr.parseCIDR(text));
    else if (net.isIP(bare)) ranges.push(ipaddr.parseCIDR(`${bare}/${net.isIP(bare) === 4 ? 32 : 128}`));
    else names.add(text.includes(':') ? hostAndPort(text) : bare);
  }
  return {
    namesHost: ({ host, port }) => names.has(bareHost(host)) || names.has(`${bareHost(host)} ${port}`),
    holds: (address) => ranges.some((range) => matches(address, range)),
    holdsExactly: (address) =>
      ranges.some((range) => range[1] === range[0].toByteArray().length * 8 && matches(address, range)),
  };
}

/** Whether an entry is one of those that `readAllowances` reads. */
export function isAllowance(entry: string): boolean {
  const text = entry.trim().toLowerCase();
  const bare = bareHost(text);
  if (ipaddr.isValidCIDR(text) || net.isIP(bare) !== 0) return true;
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  const name = bareHost(host);
  const isHost =
    net.isIP(name) !== 0 ||
    (/^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(name) &&
      !/^[\d.]+$/.test(name));
  return isHost && (port === undefined || (Number(port) > 0 && Number(port) < 65_536));
}

/** A host as it is compared: lower case, no brackets, no last dot. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

// A blank between the two, as the colons of an IPv6 address would hide where its port begins.
function hostAndPort(text: string): string {
  const at = text.lastIndexOf(':');
  return `${bareHost(text.slice(0, at))} ${text.slice(at + 1)}`;
}

function matches(address: Address, range: ReturnType<typeof ipaddr.parseCIDR>): boolean {
  return address.kind() === range[0].kind() && address.match(range);
}
