import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a running server says of itself in postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number | undefined;
  status: string;
}

export function readPostmaster(directory: string): Postmaster | undefined {
  try {
    const lines = readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port: lines[3] ? Number(lines[3]) : undefined, status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}
