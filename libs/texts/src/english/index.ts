import { flows } from './flows.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { ui } from './ui.ts';

export const english = { flows, shell, signIn, ui } as const;
