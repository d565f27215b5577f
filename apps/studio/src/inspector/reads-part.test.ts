import { expect, test } from '@jest/globals';
import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';
import { readsPart } from './reads-part.ts';

const form: FlowNode = {
  id: 'ask-1',
  type: 'form',
  config: { fields: [{ key: 'since', label: 'Since when?', type: 'text' }], saveAs: 'form' },
};

function reads(node: Partial<FlowNode>, rest: Partial<FlowDocument> = {}): boolean {
  const nodes = [{ id: 'start', type: 'start' }, form, { id: 'here', type: 'message', ...node }];
  const document: FlowDocument = { format: 'patchbay.flow/1', key: 'f', name: 'F', nodes, edges: [], ...rest };
  return readsPart({ document, nodeId: 'ask-1', name: 'since' });
}

test.each([
  '{{ vars.form.since }}',
  '{{ nodes.ask-1.since | upcase }}',
  '{{ vars.form["since"] }}',
  '{{ vars.form | json }}',
  '{% for one in vars.form %}{{ one }}{% endfor %}',
  '{{ vars[vars.name] }}',
  '{{ vars.form.since',
])('%s reads it', (text) => {
  expect(reads({ config: { text } })).toBe(true);
  expect(reads({}, { translations: { de: { 'here.text': text } } })).toBe(true);
});

test.each(['{{ vars.form.other }}', '{{ vars.since }}', '{{ nodes.ask-2.since }}', 'since', 'the form says since'])(
  '%s does not',
  (text) => {
    expect(reads({ config: { text } })).toBe(false);
  },
);

test('a script reads it by its name, or takes the whole; what is set in it has its name', () => {
  const script = (code: string) => reads({ type: 'script', config: { code } });
  expect(script('return input.vars.form.since')).toBe(true);
  expect(script("return input.nodes['ask-1']?.since")).toBe(true);
  expect(script('return input.vars.form')).toBe(true);
  expect(script('const { form } = input.vars; return form.since')).toBe(true);
  expect(script('return input.vars.form.other + input.vars.since')).toBe(false);
  expect(reads({ type: 'set', config: { assignments: [{ key: 'form.since', value: '1' }] } })).toBe(true);
  expect(reads({ type: 'set', config: { assignments: [{ key: 'form.other', value: '1' }] } })).toBe(false);
});
