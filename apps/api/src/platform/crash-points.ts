/**
 * Places where a process can be made to end at once, as if it had been killed, so that `npm run chaos` proves what another one makes of what it left.
 * Each is called by exactly that name; a test compares this list with the calls.
 */
const places = {
  'hold.before': 'a run is about to be kept for the first time, or to keep more of what it said',
  'hold.after': 'that is committed, and nobody was told of it yet',
  'act.before': 'the intent of an act is committed, and the request has not left',
  'act.after': 'the answer to an act is there, and nothing of it is recorded',
  'result.before': 'the result of an act is about to be committed',
  'result.after': 'the result of an act is committed, and the run has not gone on',
  'writing.after': 'a part of an answer in writing is kept',
  'settle.before': 'all is said, and the last commit is about to be made',
  'settle.after': 'the last commit is made, and nobody was told of it yet',
  'takeover.before': 'a run whose process died is about to be taken over',
  'takeover.after': 'it is taken over, and has not gone on yet',
  'timer.taken': 'a timer that is due is taken, and its run has not begun',
  'handover.after': 'a process that ends has let go of a run, for another one to take',
} as const;

export type CrashPoint = keyof typeof places;

/** Every crash point with what is true of the process there. */
export const crashPoints: Readonly<Record<CrashPoint, string>> = places;

/** Where to end: at which passing of a point, the first being 1. */
export interface ArmedCrash {
  point: CrashPoint;
  passing: number;
}

let armed: ArmedCrash | undefined;

/** Arms one point for the life of this process. Only `npm run chaos` sets this, by PATCHBAY_CRASH_POINT. */
export function armCrashPoint(crash: ArmedCrash | undefined): void {
  armed = crash && { ...crash };
}

/** Reads `<point>` or `<point>:<passing>`; undefined for anything else. */
export function readCrashPoint(text: string): ArmedCrash | undefined {
  const [, name = '', passing = '1'] = /^([a-z.]+)(?::([1-9]\d{0,5}))?$/.exec(text) ?? [];
  return isCrashPoint(name) ? { point: name, passing: Number(passing) } : undefined;
}

/** Ends this process without a word when this point is armed; does nothing otherwise. */
export function crashPoint(point: CrashPoint): void {
  if (armed === undefined || armed.point !== point) return;
  armed.passing -= 1;
  if (armed.passing === 0) process.kill(process.pid, 'SIGKILL');
}

function isCrashPoint(name: string): name is CrashPoint {
  return Object.hasOwn(places, name);
}
