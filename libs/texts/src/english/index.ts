import { canvas } from './canvas.ts';
import { commands } from './commands.ts';
import { connections } from './connections.ts';
import { conversations } from './conversations.ts';
import { debug } from './debug.ts';
import { editor } from './editor.ts';
import { flows } from './flows.ts';
import { inspector } from './inspector.ts';
import { nodeForm } from './nodeForm.ts';
import { outline } from './outline.ts';
import { palette } from './palette.ts';
import { preview } from './preview.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { templates } from './templates.ts';
import { tour } from './tour.ts';
import { tests } from './tests.ts';
import { together } from './together.ts';
import { trace } from './trace.ts';
import { ui } from './ui.ts';
import { versions } from './versions.ts';

export const english = {
  canvas,
  commands,
  connections,
  conversations,
  debug,
  editor,
  flows,
  inspector,
  nodeForm,
  outline,
  palette,
  preview,
  settings,
  shell,
  signIn,
  templates,
  tour,
  tests,
  together,
  trace,
  ui,
  versions,
} as const;
