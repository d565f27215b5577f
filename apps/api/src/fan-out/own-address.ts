import { networkInterfaces } from 'node:os';

const ANY = new Set(['0.0.0.0', '::']);

/** Where other processes reach one that listens on this host and port: on loopback those of this machine, else by its first address in the network. */
export function ownAddress({ host, port }: { host: string; port: number }): string {
  if (!ANY.has(host)) return `http://${written(host)}:${port}`;
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .toSorted((a, b) => a.family.localeCompare(b.family));
  const address = own.at(0)?.address ?? '127.0.0.1';
  return `http://${written(address)}:${port}`;
}

function written(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
