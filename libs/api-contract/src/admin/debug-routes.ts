import { defineRoutes } from '../route.ts';
import { debugStateSchema } from '../preview-event.ts';
import * as debug from './debug-schemas.ts';

const f = '/api/v1/workspaces/:workspace/flows/:key';
const p = `${f}/preview/conversations/:id`;

/** Debugging of previews: they are the only conversations that can be held back, and each is its process's own. */
export const debugRoutes = defineRoutes({
  readDebug: {
    method: 'GET',
    path: `${p}/debug`,
    summary: 'Where the debugging of a preview stands',
    access: 'flows.write',
    status: 200,
    response: debugStateSchema,
  },
  debugPreview: {
    method: 'POST',
    path: `${p}/debug`,
    summary: 'Pause a preview, let it go on, or end its turn',
    access: 'flows.write',
    body: debug.debugActionSchema,
    status: 200,
    response: debugStateSchema,
  },
  setBreakpoints: {
    method: 'PUT',
    path: `${p}/breakpoints`,
    summary: 'Set the nodes before which a preview pauses',
    access: 'flows.write',
    body: debug.setBreakpointsSchema,
    status: 200,
    response: debugStateSchema,
  },
  setPreviewVariable: {
    method: 'PUT',
    path: `${p}/variables`,
    summary: 'Change a variable of a preview that is paused or waits',
    access: 'flows.write',
    body: debug.previewVariableSchema,
    status: 200,
    response: debugStateSchema,
  },
  readNodeData: {
    method: 'GET',
    path: `${p}/nodes/:nodeId`,
    summary: 'What a preview knew when it was at a node last, or else knows now; secrets censored',
    access: 'flows.write',
    status: 200,
    response: debug.nodeDataSchema,
  },
  runNode: {
    method: 'POST',
    path: `${f}/preview/node-runs`,
    summary: 'Run one node of the draft; what it does on other systems really happens',
    access: 'flows.write',
    body: debug.runNodeSchema,
    status: 200,
    response: debug.nodeRunSchema,
  },
});
