import ipaddr from 'ipaddr.js';

/** Decides which addresses may be reached. Public unicast ones may; private and special ones only where they were allowed. */
export interface AddressPolicy {
  /** Whether a connection to this IP address, asked for under this host name, may be made. */
  allows(options: { address: string; host: string; port: number }): boolean;
}

const metadataHosts = new Set([
  'metadata.google.internal',
  'metadata',
  'instance-data',
  'metadata.azure.internal',
  'kubernetes.default',
  'kubernetes.default.svc',
]);
const metadataAddresses = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
]);

/** `allowed` holds hosts, `host:port`s, addresses and CIDRs. */
export function createAddressPolicy(allowed: readonly string[]): AddressPolicy {
  const names = new Set<string>();
  const ranges: ReturnType<typeof ipaddr.parseCIDR>[] = [];
  for (const entry of allowed) {
    const text = entry.trim().toLowerCase();
    if (text === '') continue;
    if (ipaddr.isValidCIDR(text)) ranges.push(ipaddr.parseCIDR(text));
    else if (ipaddr.isValid(text))
      ranges.push(ipaddr.parseCIDR(`${text}/${ipaddr.parse(text).kind() === 'ipv4' ? 32 : 128}`));
    else names.add(text);
  }
  return {
    allows({ address, host, port }) {
      const parsed = parse(address);
      if (!parsed) return false;
      const name = host
        .toLowerCase()
        .replace(/\.$/, '')
        .replace(/^\[|\]$/g, '');
      // A cloud's own addresses give away credentials: no allowance reaches them but one by their very address.
      const exact = ranges.some((range) => matches(parsed, range));
      if (metadataAddresses.has(parsed.toString()) || metadataHosts.has(name)) return exact && !metadataHosts.has(name);
      if (exact || names.has(name) || names.has(`${name}:${port}`)) return true;
      return isPublic(parsed);
    },
  };
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  try {
    // Turns IPv4 inside IPv6 into what it is.
    return ipaddr.process(address.replace(/%.*$/, ''));
  } catch {
    return undefined;
  }
}

function matches(address: ipaddr.IPv4 | ipaddr.IPv6, range: ReturnType<typeof ipaddr.parseCIDR>): boolean {
  return address.kind() === range[0].kind() && address.match(range);
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return true;
  const bytes = address.toByteArray();
  const sixToFour = bytes[0] === 0x20 && bytes[1] === 0x02;
  const teredo = bytes[0] === 0x20 && bytes[1] === 0x01 && bytes[2] === 0 && bytes[3] === 0;
  const nat64 = bytes[0] === 0 && bytes[1] === 0x64 && bytes[2] === 0xff && bytes[3] === 0x9b;
  const compatible = bytes.slice(0, 12).every((byte) => byte === 0);
  return !sixToFour && !teredo && !nat64 && !compatible;
}
