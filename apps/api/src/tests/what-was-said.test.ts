import { expect, test } from '@jest/globals';
import { expectedOf, type ToldEvent, whatIsRead, whatWasSaid } from './what-was-said.ts';

const says = (text: string): ToldEvent => ({ type: 'message', role: 'bot', text });
const shows = (spec: object): ToldEvent => ({ type: 'component', spec });
const options = [{ id: 'vpn', label: 'VPN' }];

test('a question is read once: its choice adds the options, and what was asked otherwise is read as well', () => {
  const asked = [says('What?'), shows({ text: 'What?', options })];
  expect(whatIsRead(asked)).toEqual(['What?', 'VPN']);
  expect(whatIsRead([says('Choose one.'), shows({ text: 'What?', options })])).toEqual(['Choose one.', 'What?\nVPN']);
  expect(whatIsRead([shows({ text: 'What?', options }), ...asked])).toEqual(['What?\nVPN', 'What?', 'VPN']);
  const typed: ToldEvent = { type: 'message', role: 'user', text: 'What?' };
  expect(whatIsRead([typed, shows({ text: 'What?', options })])).toEqual(['What?\nVPN']);
  // What has no more to say is no line of its own.
  expect(whatIsRead([says('How was it?'), shows({ text: 'How was it?' })])).toEqual(['How was it?']);
  expect(whatIsRead([says('How was it?'), shows({})])).toEqual(['How was it?', '']);
});

test('what tests are compared with holds each question with its options, as ever', () => {
  const asked = [says('What?'), shows({ text: 'What?', options })];
  expect(whatWasSaid(asked)).toEqual(['What?', 'What?\nVPN']);
  expect(expectedOf(asked)).toEqual(['What?']);
});
