import type { Outlet, Say } from '@patchbay/node-kit';
import { inEnglish } from './in-english.ts';

export function next(say: Say = inEnglish): Outlet {
  return { id: 'next', label: say('Next'), kind: 'plain' };
}

export function failed(say: Say = inEnglish): Outlet {
  return { id: 'error', label: say('Error'), kind: 'error' };
}
