import { describe, expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { placeInWords } from './place-in-words.ts';
import { testsIn } from './tests-in.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [{ key: 'device', type: 'string' }],
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'what', type: 'choice', label: 'What?', config: { options: [{ id: 'vpn', label: 'VPN' }] } },
    { id: 'if', type: 'condition', config: { cases: [{ id: 'x', label: 'Broken' }] } },
    { id: 'other', type: 'not_known' },
  ],
  edges: [{ from: 'what', port: 'option:gone', to: 'if' }],
};
const place = (nodeId: string | null, path: string) => placeInWords({ document: flow, nodeId, path });

describe('a place is told as the forms call it', () => {
  test.each([
    ['what', 'text', 'Question'],
    ['what', 'options', 'Options'],
    ['what', 'options.1', 'Option 2'],
    ['what', 'options.0.label', 'Option 1 › Label'],
    ['what', 'options.0.also.2', 'Option 1 › Also typed as 3'],
    ['if', 'cases.0.when.left', 'Case 1 › When › Value'],
    ['if', 'cases.1.when.all.2.right', 'Case 2 › When › Rule 3 › Compared with'],
    ['start', 'suggestions.0', 'Suggestions 1'],
    ['what', 'label', 'Name on the canvas'],
    ['what', 'option:vpn', 'Port “VPN”'],
    ['what', 'option:gone', 'Port “option:gone”'],
    ['what', '', ''],
    ['what', 'gone.0.part', 'gone 1 › part'],
    ['other', 'text', 'text'],
    [null, 'settings.onError', 'Settings › When something fails'],
    [null, 'settings.budget.dailyTokens', 'Settings › Model tokens a day'],
    [null, 'settings.idle.goto', 'Settings › idle › goto'],
    [null, 'variables.0.default', 'Variable device › Value at first'],
    [null, 'translations.de.what.options.0.label', 'What? › Option 1 › Label (de)'],
    [null, 'nodes.1.size', 'What? › size'],
    [null, 'notes.1.colour', 'Note 2 › colour'],
    [null, 'nodes', 'nodes'],
  ])('%s %s: %s', (nodeId, path, words) => expect(place(nodeId, path)).toBe(words));
});

describe('in German', () => {
  testsIn('de');

  test('too', () => {
    expect(place('if', 'cases.0.when.left')).toBe('Fall 1 › Wenn › Wert');
    expect(place('what', 'no_match')).toBe('Ausgang „Passt nicht“');
    expect(place(null, 'settings.onError')).toBe('Einstellungen › Wenn etwas fehlschlägt');
  });
});
