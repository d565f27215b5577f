import { WORKSPACE } from '../api/session.tsx';

interface Whose {
  user: string;
  flowKey: string;
}

const prefixOf = (user: string) => `patchbay.breakpoints.${user}.${WORKSPACE}.`;

/** A person's breakpoints in a flow, as this browser remembers them. */
export function keptBreakpoints({ user, flowKey }: Whose): Set<string> {
  return read(`${prefixOf(user)}${flowKey}`);
}

export function keepBreakpoints({ user, flowKey, breakpoints }: Whose & { breakpoints: ReadonlySet<string> }): void {
  const key = `${prefixOf(user)}${flowKey}`;
  try {
    if (breakpoints.size === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify([...breakpoints]));
  } catch {
    // Where nothing can be kept, they last as long as the page.
  }
}

/** Those of the same person in other flows of the workspace. */
export function breakpointsElsewhere({ user, flowKey }: Whose): { flow: string; nodeId: string }[] {
  const prefix = prefixOf(user);
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix) && key !== `${prefix}${flowKey}`)
    .flatMap((key) => [...read(key)].map((nodeId) => ({ flow: key.slice(prefix.length), nodeId })));
}

function read(key: string): Set<string> {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Set(Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []);
  } catch {
    return new Set();
  }
}
