import { connections } from './connections.ts';
import { flows } from './flows.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { templates } from './templates.ts';
import { ui } from './ui.ts';
import { versions } from './versions.ts';

export const english = { connections, flows, shell, signIn, templates, ui, versions } as const;
