import net from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Address, bareHost, readAllowances } from './allowances.ts';

/** Decides which addresses may be reached. Public unicast ones may; private and special ones only where they were allowed. */
export interface AddressPolicy {
  /** Whether a connection to this IP address, asked for under this host name, may be made. */
  allows(options: { address: string; host: string; port: number }): boolean;
  /** Whether a host may be asked for by this name at all, before it is resolved: a proxy would resolve it where nobody looks. */
  allowsName(options: { host: string; port: number }): boolean;
}

const metadataHosts = new Set([
  'metadata.google.internal',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
]);
const metadataAddresses = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
]);

const loopback = ipaddr.parse('127.0.0.1');
const loopback6 = ipaddr.parse('::1');

/** `allowed` holds hosts, `host:port`s, addresses and CIDRs. */
export function createAddressPolicy(allowed: readonly string[]): AddressPolicy {
  const allowances = readAllowances(allowed);
  return {
    allows({ address, host, port }) {
      const parsed = parse(address);
      if (!parsed || metadataHosts.has(bareHost(host))) return false;
      // A cloud's own addresses give away credentials: a range around them lets nobody in, only their very address does.
      if ([parsed, innerOf(parsed)].some((one) => one && metadataAddresses.has(one.toString())))
        return allowances.holdsExactly(parsed);
      return allowances.holds(parsed) || allowances.namesHost({ host, port }) || isPublic(parsed);
    },
    allowsName({ host, port }) {
      const name = bareHost(host);
      if (metadataHosts.has(name)) return false;
      const local = name === 'localhost' || name.endsWith('.localhost');
      return (
        !local || allowances.namesHost({ host, port }) || allowances.holds(loopback) || allowances.holds(loopback6)
      );
    },
  };
}

function parse(address: string): Address | undefined {
  // Short and octal forms are none that a resolver or a socket gives.
  if (!net.isIP(address)) return undefined;
  // Turns IPv4 inside IPv6 into what it is.
  return ipaddr.process(address.replace(/%.*$/, ''));
}

/** The IPv4 address that a translated or tunnelled IPv6 one leads to (NAT64, 6to4). */
function innerOf(address: Address): Address | undefined {
  if (address.kind() === 'ipv4') return undefined;
  const bytes = address.toByteArray();
  if (bytes[0] === 0x20 && bytes[1] === 0x02) return new ipaddr.IPv4(bytes.slice(2, 6));
  const nat64 = bytes[0] === 0 && bytes[1] === 0x64 && bytes[2] === 0xff && bytes[3] === 0x9b;
  return nat64 ? new ipaddr.IPv4(bytes.slice(12)) : undefined;
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return true;
  const [first = 0, second = 0, third = 0] = address.toByteArray();
  // Of IPv6, 2000::/3 alone is given out; of that, 2001::/23 (Teredo, ORCHID and other protocols) and 2002::/16 (6to4) lead elsewhere.
  const protocols = first === 0x20 && second === 0x01 && third < 2;
  const sixToFour = first === 0x20 && second === 0x02;
  return first >> 5 === 1 && !protocols && !sixToFour;
}
