import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { ChatApp, testFlow } from '../../api/src/testing/chat-app.ts';
import { testFlows } from './test-command.ts';

let chat: ChatApp;
let environment: NodeJS.ProcessEnv;
const told: string[] = [];

beforeAll(async () => {
  chat = await ChatApp.start();
  environment = { PATCHBAY_URL: chat.app.url, PATCHBAY_API_KEY: chat.adminKey };
  await chat.admin('/flows', { body: testFlow('greeter', [{ id: 'hi', type: 'message', config: { text: 'Hello' } }]) });
  jest.spyOn(console, 'log').mockImplementation((line) => void told.push(String(line)));
});
afterEach(() => void told.splice(0));
afterAll(() => chat?.stop());

const add = (name: string, text: string) =>
  chat.admin('/flows/greeter/tests', {
    body: { name, turns: [{ act: 'open', expect: [text] }], pins: {}, live: false },
  });

test('ends with 0 while all test cases pass, and with 1 and what is different when one does not', async () => {
  await add('greets', 'Hello');
  expect(await testFlows({ keys: [], environment })).toBe(0);
  expect(told.at(-1)).toBe('1 of 1 test cases passed.');
  await add('says goodbye', 'Bye');
  expect(await testFlows({ keys: ['greeter'], environment })).toBe(1);
  expect(told.join('\n')).toContain('turn 1: expected "Bye", but was told ["Hello"]');
});

test('a test case is had in the language and the time zone that it was recorded in', async () => {
  const here = {
    id: 'here',
    type: 'message',
    config: { text: '{{ conversation.locale }} {{ conversation.timezone }}' },
  };
  await chat.admin('/flows', { body: testFlow('traveller', [here]) });
  const test = { pins: {}, live: false, name: 'Berlin', locale: 'de', timezone: 'Europe/Berlin' };
  const turns = [{ act: 'open', expect: ['de Europe/Berlin'] }];
  await chat.admin('/flows/traveller/tests', { body: { ...test, turns } });
  expect(await testFlows({ keys: ['traveller'], environment })).toBe(0);
});

test('says what it needs, and which flow it does not know', async () => {
  await expect(testFlows({ keys: [], environment: {} })).rejects.toThrow('PATCHBAY_API_KEY');
  await expect(testFlows({ keys: ['none'], environment })).rejects.toThrow('none: ');
});
