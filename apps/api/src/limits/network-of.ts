import ipaddr from 'ipaddr.js';

/** Bits of an IPv6 address that name a network: who has one has all addresses in it. */
const NETWORK_BITS = 64;

/** Whom calls from an address count for: the address, of IPv6 the /64 that it is in. What is no address is taken as it is. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const bare = address.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return address;
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${NETWORK_BITS}`).toString()}/${NETWORK_BITS}`;
}
