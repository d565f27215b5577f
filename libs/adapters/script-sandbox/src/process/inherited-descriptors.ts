import { readdirSync, readFileSync } from 'node:fs';

/** O_CLOEXEC as Linux shows it. */
const CLOSE_ON_EXEC = 0o2000000;
/** Beyond these a process that started us left something very odd; covering it would cost as many descriptors. */
const MOST = 1024;

/**
 * Descriptors above the standard three that this process was itself started with and that a child would get as well: Node closes its own, not those.
 * Empty where the system does not say.
 */
export function inheritedDescriptors(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fdinfo')
    .map(Number)
    .filter((descriptor) => descriptor > 2 && descriptor < MOST && !closesOnExec(descriptor));
}

function closesOnExec(descriptor: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1];
    return flags === undefined || (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) !== 0;
  } catch {
    // It was the one that listed the folder.
    return true;
  }
}
