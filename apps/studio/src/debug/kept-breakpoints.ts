/** A person and a flow of a workspace. */
export interface Whose {
  workspace: string;
  user: string;
  flowKey: string;
}

/** What the names begin with under which this browser keeps a person's breakpoints. */
export const prefixOf = ({ user, workspace }: Omit<Whose, 'flowKey'>): string =>
  `patchbay.breakpoints.${user}.${workspace}.`;

/** A person's breakpoints in a flow, as this browser remembers them. */
export function keptBreakpoints(whose: Whose): Set<string> {
  return read(`${prefixOf(whose)}${whose.flowKey}`);
}

/** False where nothing can be kept. */
export function keepBreakpoints({ breakpoints, ...whose }: Whose & { breakpoints: ReadonlySet<string> }): boolean {
  const key = `${prefixOf(whose)}${whose.flowKey}`;
  try {
    if (breakpoints.size === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify([...breakpoints]));
    return true;
  } catch {
    return false;
  }
}

/** Those of the same person in other flows of the workspace. */
export function breakpointsElsewhere(whose: Whose): { flow: string; nodeId: string }[] {
  return flowsElsewhere(whose).flatMap((flow) =>
    [...keptBreakpoints({ ...whose, flowKey: flow })].map((nodeId) => ({ flow, nodeId })),
  );
}

/** Forgets those of the same person in other flows of the workspace. */
export function forgetElsewhere(whose: Whose): void {
  for (const flow of flowsElsewhere(whose)) keepBreakpoints({ ...whose, flowKey: flow, breakpoints: new Set() });
}

function flowsElsewhere(whose: Whose): string[] {
  const prefix = prefixOf(whose);
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix) && key !== `${prefix}${whose.flowKey}`)
    .map((key) => key.slice(prefix.length));
}

function read(key: string): Set<string> {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Set(Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []);
  } catch {
    return new Set();
  }
}
