import { expect, test } from '@jest/globals';
import { findProblems, parseFlowDocument } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { ConversationHarness } from '../engine/conversation-harness.ts';
import { demoFlow } from './demo-flow.ts';

test('the demo is let in and has no problems at all', () => {
  expect(parseFlowDocument(JSON.parse(JSON.stringify(demoFlow)))).toMatchObject({ ok: true });
  expect(findProblems({ document: demoFlow, types: nodeRegistry })).toEqual([]);
});

test('every path of the demo comes to its end without a model', async () => {
  const vpn = new ConversationHarness({ flow: demoFlow });
  expect(await vpn.open()).toEqual(['Hello there, this is the **IT helpdesk**.', 'What can I do for you?', '<choice>']);
  expect((await vpn.say('my vpn is broken'))[0]).toContain('Step 1 of 3');
  expect((await vpn.say('No'))[0]).toContain('Step 2 of 3');
  expect(await vpn.say('yes, it works')).toEqual(['Great. It took 2 step(s).', 'Did this help?', '<feedback>']);
  expect(await vpn.submit({ score: 'up' })).toEqual(['closed:resolved']);

  const software = new ConversationHarness({ flow: demoFlow });
  await software.open();
  expect(await software.submit({ option: 'software' })).toEqual(['<form>']);
  expect((await software.submit({ name: 'Miro', licences: 7, reason: 'Workshops' }))[0]).toContain('need your manager');

  const incidents = new ConversationHarness({ flow: demoFlow });
  await incidents.open();
  expect(await incidents.submit({ option: 'incidents' })).toEqual(['<table>']);
  expect((await incidents.submit({ rows: [1] }))[0]).toContain('INC-2043');

  const ask = new ConversationHarness({ flow: demoFlow });
  await ask.open();
  await ask.submit({ option: 'ask' });
  expect((await ask.say('Why is the sky blue?'))[0]).toContain('No language model is set up');
});
