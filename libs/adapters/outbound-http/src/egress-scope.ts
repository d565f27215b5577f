import { bareHost } from './allowances.ts';

/** One exchange as it is told: each leg of a call that is redirected is one. */
export interface Exchange {
  /** With the port where it is not the usual one. */
  host: string;
  /** Status of the answer, or the code of the error. */
  outcome: string;
}

/** On whose behalf something leaves: what they may reach, and who hears of it. */
export interface EgressScope {
  /** Hosts that may be reached (`example.com`, `*.example.com` for all below it); undefined: all that the walls let through. */
  hosts?: readonly string[] | undefined;
  /** Allowances beyond those of the process: hosts, `host:port`s, addresses, CIDRs. */
  allowPrivate?: readonly string[];
  tell?: (exchange: Exchange) => void;
}

/** Whether a list of hosts names this one. */
export function listsHost({ hosts, host }: { hosts: readonly string[]; host: string }): boolean {
  const name = bareHost(host);
  return hosts.some((entry) => {
    const listed = bareHost(entry);
    return listed.startsWith('*.') ? name.endsWith(listed.slice(1)) : name === listed;
  });
}

/** An entry of a list of hosts: a name, one with `*.` before it, or an address. */
export function isListedHost(entry: string): boolean {
  return (
    /^(\*\.)?(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i.test(
      entry,
    ) || /^\[?[0-9a-f:]*:[0-9a-f:.]*\]?$/i.test(entry)
  );
}
