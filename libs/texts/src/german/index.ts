import type { english } from '../english/index.ts';
import { flows } from './flows.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { ui } from './ui.ts';

export const german: Record<keyof typeof english, Record<string, string>> = { flows, shell, signIn, ui };
