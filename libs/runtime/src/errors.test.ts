import { describe, expect, test } from '@jest/globals';
import { TestConversation, testFlow } from './testing/test-conversation.ts';

const sorry = expect.stringContaining('Sorry');
const work = (does: string, rest: object = {}) => ['work', { does, ...rest }] as [string, Record<string, unknown>];
const say = (text: string) => ['say', { text }] as [string, Record<string, unknown>];

describe('what a failing node gives its error port', () => {
  test.each([
    ['a failure', 'fail', { code: 'work.failed', message: 'It failed.', retryable: true, details: { why: 'test' } }],
    [
      'an error with a code',
      'throw',
      { code: 'work.thrown', message: 'It was thrown.', retryable: false, details: { n: 1 } },
    ],
    [
      'any other error',
      'throw-error',
      { code: 'internal', message: 'Something went wrong inside Patchbay.', retryable: false },
    ],
  ])('%s', async (_, does, error) => {
    const chat = new TestConversation(
      testFlow({ work: work(does), say: say('{{ nodes.work.error.code }}') }, ['start > work', 'work.error > say']),
    );
    expect(await chat.open()).toEqual([error.code]);
    expect(chat.frame.nodes.work).toEqual({ error });
    expect(chat.internalErrors).toHaveLength(does === 'throw-error' ? 1 : 0);
    expect(JSON.stringify(chat.events)).not.toContain('secret of the inside');
  });

  test('a saved value is saved all the same', async () => {
    const chat = new TestConversation(
      testFlow({ work: work('fail-saved', { output: { status: 404 }, saveAs: 'answer' }) }, ['start > work']),
    );
    await chat.open();
    expect(chat.frame.vars.answer).toEqual({ status: 404 });
    expect(chat.frame.nodes.work).toMatchObject({ error: { code: 'work.failed' } });
  });

  test.each([
    [
      'a config that does not fit after rendering',
      { does: "{{ 'nonsense' }}" },
      'config.invalid',
      { path: 'does', value: 'nonsense' },
    ],
    ['a template that does not parse', { output: '{{ vars.x | nofilter }}' }, 'template.parse', undefined],
    [
      'a template that fails',
      { output: '{% for i in (1..99999999) %}{{ i }}{% endfor %}' },
      'template.limit',
      undefined,
    ],
  ])('%s', async (_, config, code, details) => {
    const chat = new TestConversation(testFlow({ work: ['work', config] }, ['start > work']));
    expect(await chat.open()).toEqual([sorry, `!${code}`]);
    expect(chat.frame.nodes.work).toMatchObject({ error: details ? { code, details } : { code } });
  });

  test('is gone when the node next succeeds, also when that gives nothing; another result stays', async () => {
    const chat = new TestConversation(
      testFlow(
        {
          kept: work('give', { output: { error: 'a result of its own' } }),
          quiet: ['quiet'],
          fix: ['put', { assignments: [{ key: 'fine', value: true }] }],
        },
        ['start > kept', 'kept > quiet', 'fix > quiet'],
        { settings: { onError: { goto: 'fix' } } },
      ),
    );
    expect(await chat.open()).toEqual([]);
    expect(chat.frame.nodes).toEqual({ kept: { error: 'a result of its own' } });
  });
});

describe('an error without an edge', () => {
  test.each([[undefined], ['apologise'], ['handoff']] as const)(
    'apologises with onError %s, and keeps the conversation',
    async (onError) => {
      const chat = new TestConversation(
        testFlow(
          { work: work('fail'), after: say('after') },
          ['start > work', 'work > after'],
          onError ? { settings: { onError } } : {},
        ),
      );
      expect(await chat.open()).toEqual([sorry, '!work.failed']);
      expect(chat.events.find((event) => event.type === 'error')).toEqual({
        type: 'error',
        code: 'work.failed',
        message: 'It failed.',
        retryable: true,
      });
      expect(chat.snapshot.status).toBe('idle');
      expect(await chat.say('again')).toEqual([sorry, '!work.failed']);
    },
  );

  const goto = { settings: { onError: { goto: 'help' } } };

  test('goes where the flow says; one on that path apologises; the next path begins afresh', async () => {
    const chat = new TestConversation(
      testFlow(
        {
          work: work('fail'),
          help: say('help {{ nodes.work.error.code }}'),
          ask: ['ask', { text: 'more?' }],
          again: work('throw'),
        },
        ['start > work', 'help > ask', 'ask > again'],
        goto,
      ),
    );
    expect(await chat.open()).toEqual(['help work.failed', 'more?']);
    // Also after a wait: it is still that path.
    expect(await chat.say('yes')).toEqual([sorry, '!work.thrown']);
    expect(await chat.say('again')).toEqual(['help work.failed', 'more?']);
  });

  test('apologises where the node to go to is not there', async () => {
    const chat = new TestConversation(testFlow({ work: work('fail') }, ['start > work'], goto));
    expect(await chat.open()).toEqual([sorry, '!work.failed']);
  });

  test('on the path of a stuck node comes back to that node', async () => {
    const chat = new TestConversation(
      testFlow({ ask: ['ask', { text: 'Which?' }], work: work('fail'), help: say('help') }, ['start > ask'], {
        settings: { onStuck: { goto: 'work' }, onError: { goto: 'help' } },
      }),
    );
    await chat.open();
    expect(await chat.say('stuck')).toEqual(['help', 'Which?']);
    expect(chat.frame).toMatchObject({ recovering: false, interrupted: [] });
    expect(await chat.say('stuck')).toEqual(['help', 'Which?']);
  });
});

describe('an error in a called flow', () => {
  const call = ['call', { flow: 'sub', saveAs: 'got' }] as [string, Record<string, unknown>];
  const sub = (rest: object = {}, nodes: object = {}) => ({
    ...testFlow({ work: work('fail'), ...nodes }, ['start > work'], rest),
    key: 'sub',
  });

  test('is left to the caller where that flow says nothing of errors', async () => {
    const chat = new TestConversation(
      testFlow({ call, say: say('{{ nodes.call.error.code }}') }, ['start > call', 'call.error > say']),
      [sub()],
    );
    expect(await chat.open()).toEqual(['work.failed']);
    expect(chat.snapshot.frames).toHaveLength(1);
  });

  test('follows the onError of the nearest flow that has one', async () => {
    const middle = { ...testFlow({ call }, ['start > call']), key: 'middle' };
    const main = testFlow(
      { call: ['call', { flow: 'middle' }], help: say('help {{ nodes.call.error.code }}') },
      ['start > call'],
      {
        settings: { onError: { goto: 'help' } },
      },
    );
    expect(await new TestConversation(main, [middle, sub()]).open()).toEqual(['help work.failed']);
    expect(await new TestConversation(testFlow({ call }, ['start > call']), [sub()]).open()).toEqual([
      sorry,
      '!work.failed',
    ]);
  });

  test('is met inside where that flow says how, and the caller goes on', async () => {
    const main = testFlow({ call, after: say('after {{ nodes.call.resolution }}') }, ['start > call', 'call > after']);
    const apologising = sub({ settings: { onError: 'apologise' } });
    expect(await new TestConversation(main, [apologising]).open()).toEqual([sorry, '!work.failed', 'after ']);
    const ending = sub({ settings: { onError: { goto: 'end' } } }, { end: ['finish', { resolution: 'abandoned' }] });
    expect(await new TestConversation(main, [ending]).open()).toEqual(['after abandoned']);
  });
});
