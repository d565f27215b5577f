import { expect, test } from '@jest/globals';
import { compileTemplate } from '@patchbay/expressions';
import { renameInTemplate } from './rename-in-template.ts';

const rename = (text: string) => renameInTemplate({ text, id: 'my-node', to: 'greet' });

test.each([
  ['{{ nodes.my-node.answer }}', '{{ nodes.greet.answer }}'],
  ['{{nodes.my-node}} and {{ nodes.my-node | json }}', '{{nodes.greet}} and {{ nodes.greet | json }}'],
  ["{{ nodes['my-node'].answer }}", "{{ nodes['greet'].answer }}"],
  ['{{ nodes["my-node"].answer }}', '{{ nodes["greet"].answer }}'],
  ['{% if nodes.my-node.error %}x{% endif %}', '{% if nodes.greet.error %}x{% endif %}'],
  ['{{ vars.list[nodes.my-node.index] }}', '{{ vars.list[nodes.greet.index] }}'],
  ['{{- nodes.my-node -}}', '{{- nodes.greet -}}'],
])('%s', (before, after) => {
  expect(rename(before)).toBe(after);
  expect(compileTemplate(after).references.flat()).toContain('greet');
});

test.each([
  'nodes.my-node {{ vars.x }}',
  '{{ nodes.my-node-2 }}',
  '{{ nodes.my }}',
  '{{ vars.nodes.my-node }}',
  '{{ vars["nodes"].my-node }}',
  "{{ 'nodes.my-node' | upcase }}",
  "{{ nodes['my-node-2'] }}",
  'my-node',
])('stays: %s', (text) => {
  expect(rename(text)).toBe(text);
});

test('tags that are opened and not closed take no longer than other text', () => {
  const text = `${'{{'.repeat(500_000)} nodes.my-node`;
  expect(rename(text)).toBe(text);
  expect(rename(`${'{%'.repeat(500_000)}{{ nodes.my-node }}`)).toBe(`${'{%'.repeat(500_000)}{{ nodes.greet }}`);
});
