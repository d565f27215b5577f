import { describe, expect, test } from '@jest/globals';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

const ask = ['ask', { text: 'Which?', saveAs: 'answer' }] as [string, Record<string, unknown>];
const say = (text: string) => ['say', { text }] as [string, Record<string, unknown>];

describe('a stuck port without an edge', () => {
  test('ends the path where the flow sets nothing', async () => {
    const chat = new TestConversation(testFlow({ ask }, ['start > ask']));
    await chat.open();
    expect(await chat.say('stuck')).toEqual([]);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('asks again with `repeat`', async () => {
    const chat = new TestConversation(testFlow({ ask }, ['start > ask'], { settings: { onStuck: 'repeat' } }));
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['Which?']);
    expect(await chat.say('fine')).toEqual([]);
    expect(chat.frame.vars.answer).toBe('fine');
  });

  test('apologises with `handoff` while there is nobody to hand over to', async () => {
    const chat = new TestConversation(testFlow({ ask }, ['start > ask'], { settings: { onStuck: 'handoff' } }));
    await chat.open();
    expect(await chat.say('stuck')).toEqual([expect.stringContaining('Sorry'), '!handoff.unavailable']);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('asks again where it should go to a node that is not there', async () => {
    const chat = new TestConversation(testFlow({ ask }, ['start > ask'], { settings: { onStuck: { goto: 'gone' } } }));
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['Which?']);
  });

  test('an edge goes before', async () => {
    const chat = new TestConversation(
      testFlow({ ask, own: say('own') }, ['start > ask', 'ask.no_match > own'], { settings: { onStuck: 'repeat' } }),
    );
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['own']);
  });
});

describe('a path of `onStuck`', () => {
  const goto = (target: string) => ({ settings: { onStuck: { goto: target } } });

  test('may ask by itself, and returns to the node, which asks again', async () => {
    const chat = new TestConversation(
      testFlow(
        { ask, help: ['ask', { text: 'Help with what?' }], hint: say('hint') },
        ['start > ask', 'help > hint'],
        goto('help'),
      ),
    );
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['Help with what?']);
    expect(chat.frame.interrupted).toEqual([{ node: 'ask', loops: 0, recovering: false }]);
    expect(await chat.say('this')).toEqual(['hint', 'Which?']);
    expect(await chat.say('fine')).toEqual([]);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('has come back when it leads to the node itself: nothing is asked twice', async () => {
    const chat = new TestConversation(
      testFlow({ ask, hint: say('hint'), end: say('end') }, ['start > ask', 'hint > ask', 'ask > end'], goto('hint')),
    );
    await chat.open();
    for (let round = 0; round < 3; round++) expect(await chat.say('stuck')).toEqual(['hint', 'Which?']);
    expect(chat.frame.interrupted).toEqual([]);
    expect(await chat.say('fine')).toEqual(['end']);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('goes on with the loop that it was begun in', async () => {
    const chat = new TestConversation(
      testFlow(
        {
          loop: ['each', { items: ['a', 'b'], itemVar: 'x' }],
          ask: ['ask', { text: '{{ vars.x }}?' }],
          other: ['each', { items: [1, 2, 3], itemVar: 'n' }],
          hint: say('hint {{ vars.n }}'),
          done: say('done'),
        },
        ['start > loop', 'loop.each > ask', 'ask > loop', 'loop.done > done', 'other.each > hint'],
        goto('other'),
      ),
    );
    expect(await chat.open()).toEqual(['a?']);
    expect(await chat.say('stuck')).toEqual(['hint 1', 'a?']);
    expect(chat.frame.loops.map((loop) => loop.node)).toEqual(['loop']);
    // The loop on the path was left in its midst: the next time it begins anew.
    expect(await chat.say('stuck')).toEqual(['hint 1', 'a?']);
    expect(await chat.say('fine')).toEqual(['b?']);
    expect(await chat.say('fine')).toEqual(['done']);
  });

  test('that gets stuck itself comes back step by step', async () => {
    const chat = new TestConversation(
      testFlow(
        { ask, first: ['ask', { text: 'first?' }], second: ['ask', { text: 'second?' }] },
        ['start > ask', 'first > second'],
        goto('first'),
      ),
    );
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['first?']);
    expect(await chat.say('on')).toEqual(['second?']);
    expect(await chat.say('stuck')).toEqual(['first?']);
    expect(await chat.say('on')).toEqual(['second?']);
    expect(await chat.say('on')).toEqual(['Which?']);
  });

  test('ends with the conversation', async () => {
    const chat = new TestConversation(
      testFlow({ ask, end: ['finish', { resolution: 'abandoned' }] }, ['start > ask'], goto('end')),
    );
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['closed:abandoned']);
  });

  test('stays within the flow that set it', async () => {
    const sub = { ...testFlow({ ask }, ['start > ask']), key: 'sub' };
    const main = testFlow(
      { call: ['call', { flow: 'sub' }], hint: say('hint'), after: say('after') },
      ['start > call', 'call > after'],
      goto('hint'),
    );
    const chat = new TestConversation(main, [sub]);
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['after']);
  });
});
