import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { inputDeclaration, ScriptService } from '@patchbay/node-form/testing';
import { demo, flowTemplates, templateIn } from '@patchbay/templates';
import { readScriptLibraries } from '@patchbay/testing';
import { textsOf } from '@patchbay/texts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { scriptInputAt } from './script-input.ts';

const service = new ScriptService(readScriptLibraries());
const folder = path.join(import.meta.dirname, '../../../../e2e/flows');
const files = readdirSync(folder).filter((name) => name.endsWith('.flow.json'));
const fresh = { id: 'fresh', type: 'script', config: nodeRegistry.get('script')?.initial ?? {} };
const flows: FlowDocument[] = [
  ...[...flowTemplates, demo].map((template) => templateIn({ template, language: 'en' }).document),
  ...files.map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'))),
  { format: 'patchbay.flow/1', key: 'fresh', name: 'Fresh', nodes: [fresh], edges: [] },
];

test.each(flows.map((flow) => [flow.key, flow] as const))('the scripts of %s have no fault', (_, document) => {
  for (const node of document.nodes.filter(({ type }) => type === 'script')) {
    service.setInput(inputDeclaration(scriptInputAt({ document, nodeId: node.id, t: textsOf('inspector') })));
    expect(service.faults(String(node.config?.code))).toEqual([]);
  }
});
