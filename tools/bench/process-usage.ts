import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

interface Stat {
  pid: number;
  parent: number;
  name: string;
  /** Its own. */
  cpuMs: number;
  /** Of its children that have ended. */
  endedCpuMs: number;
  memoryMb: number;
}

export interface Usage {
  cpuMs: number;
  memoryMb: number;
}

/** CPU time so far and resident memory of a process, and of those it started, ended ones included. Linux alone; zeros elsewhere. */
export function usageOf(pid: number): { own: Usage; workers: Usage } {
  const all = readStats();
  const own = all.filter((stat) => stat.pid === pid);
  const workers = descendants({ all, pid }).filter((stat) => !stat.name.startsWith('postgres'));
  const ended = endedOf(own) + endedOf(workers);
  return { own: sum(own), workers: { ...sum(workers), cpuMs: sum(workers).cpuMs + ended } };
}

/** All processes of the PostgreSQL whose postmaster has this id. */
export function postgresUsage(postmaster: number): Usage {
  const all = readStats();
  const stats = [...all.filter((stat) => stat.pid === postmaster), ...descendants({ all, pid: postmaster })];
  return { ...sum(stats), cpuMs: sum(stats).cpuMs + endedOf(stats) };
}

function descendants({ all, pid }: { all: Stat[]; pid: number }): Stat[] {
  const children = all.filter((stat) => stat.parent === pid);
  return [...children, ...children.flatMap((child) => descendants({ all, pid: child.pid }))];
}

function sum(stats: Stat[]): Usage {
  return {
    cpuMs: stats.reduce((total, stat) => total + stat.cpuMs, 0),
    memoryMb: stats.reduce((total, stat) => total + stat.memoryMb, 0),
  };
}

function endedOf(stats: Stat[]): number {
  return stats.reduce((total, stat) => total + stat.endedCpuMs, 0);
}

function readStats(): Stat[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8');
        const close = text.lastIndexOf(')');
        const rest = text.slice(close + 2).split(' ');
        return [
          {
            pid: Number(name),
            parent: Number(rest[1]),
            name: text.slice(text.indexOf('(') + 1, close),
            cpuMs: ((Number(rest[11]) + Number(rest[12])) * 1_000) / TICKS_PER_SECOND,
            endedCpuMs: ((Number(rest[13]) + Number(rest[14])) * 1_000) / TICKS_PER_SECOND,
            memoryMb: (Number(rest[21]) * PAGE_BYTES) / 1024 / 1024,
          },
        ];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}
