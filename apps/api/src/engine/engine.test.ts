import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findProblems, type FlowDocument, type FlowNode, parseFlowText } from '@patchbay/flow-spec';
import { formFields } from '@patchbay/node-kit';
import { nodeDefinitions, nodeRegistry } from '@patchbay/nodes';
import { ConversationHarness } from './conversation-harness.ts';
import { testFlow } from './test-flow.ts';

const folder = path.resolve(import.meta.dirname, '../../../../e2e/flows');

function example(name: string): FlowDocument {
  const parsed = parseFlowText(readFileSync(path.join(folder, `${name}.flow.json`), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

const say = (id: string, text: string): FlowNode => ({ id, type: 'message', config: { text } });
const ask = (id: string, config: Record<string, unknown> = {}): FlowNode => ({
  id,
  type: 'question',
  config: { text: `${id}?`, saveAs: id, ...config },
});

describe('the example flows of the contract', () => {
  test('echo', async () => {
    const chat = new ConversationHarness({ flow: example('echo') });
    expect(await chat.open()).toEqual(['Say something.']);
    expect(await chat.say('hi')).toEqual(['You said: hi']);
    expect(await chat.say('again')).toEqual(['You said: again']);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('order-form, by clicks', async () => {
    const chat = new ConversationHarness({ flow: example('order-form') });
    expect(await chat.open()).toEqual(['What do you need?', '<choice>']);
    expect(await chat.submit({ option: 'laptop' })).toEqual(['<form>']);
    expect(chat.accepts({ kind: 'submit', componentId: chat.component, values: { amount: 'x' } })).toMatchObject({
      ok: false,
      issues: [
        { path: 'model', code: 'required' },
        { path: 'amount', code: 'invalid' },
      ],
    });
    expect(chat.accepts({ kind: 'submit', componentId: 'other', values: {} })).toEqual({ ok: false, code: 'not_open' });
    expect(await chat.submit({ model: '13 inch', amount: 6 })).toEqual([
      "6 need your manager's word.",
      'closed:resolved',
    ]);
    expect(await chat.say('hello')).toEqual(['reopened', 'What do you need?', '<choice>']);
    expect(chat.snapshot.episode).toBe(2);
    expect(chat.vars).toEqual({ count: 0 });
  });

  test('order-form, typed', async () => {
    const chat = new ConversationHarness({ flow: example('order-form') });
    await chat.open();
    expect(await chat.say(' something ELSE ')).toEqual(['Then tell me your e-mail address.']);
    expect(await chat.say('no idea')).toEqual(['Please enter an e-mail address, such as name@example.com.']);
    expect(await chat.say('it is ada@example.com.')).toEqual(['We will write to ada@example.com.', 'closed:resolved']);
  });

  test('order-form, given up', async () => {
    const chat = new ConversationHarness({ flow: example('order-form') });
    await chat.open();
    await chat.say('Something else');
    await chat.say('x');
    expect(await chat.say('y')).toEqual([]);
    expect(chat.snapshot.status).toBe('idle');
  });

  test('llm and script say why they fail', async () => {
    const llm = new ConversationHarness({ flow: example('llm') });
    await llm.open();
    expect(await llm.say('hi')).toEqual(['The model is not available: model.unavailable']);
    const script = new ConversationHarness({ flow: example('script') });
    await script.open();
    expect(await script.say('hi')).toEqual(['Script failed: script.unavailable']);
  });

  test.each(['echo', 'llm', 'order-form', 'script'])('%s has no error among its problems', (name) => {
    expect(
      findProblems({ document: example(name), types: nodeRegistry }).filter((problem) => problem.severity === 'error'),
    ).toEqual([]);
  });
});

describe('paths', () => {
  test('loops nest, wait inside, and begin anew', async () => {
    const inner = { id: 'inner', type: 'loop', config: { items: '{{ vars.row }}', itemVar: 'cell' } };
    const chat = new ConversationHarness({
      flow: testFlow(
        [
          { id: 'data', type: 'set', config: { assignments: [{ key: 'rows', value: [['a', 'b'], [], ['c']] }] } },
          { id: 'outer', type: 'loop', config: { items: '{{ vars.rows }}', itemVar: 'row', indexVar: 'i' } },
          inner,
          ask('q', { text: '{{ vars.i }}{{ vars.cell }}?' }),
          say('done', 'done {{ vars.q }}'),
        ],
        [
          'start > data',
          'data > outer',
          'outer.each > inner',
          'inner.each > q',
          'q > inner',
          'inner.done > outer',
          'outer.done > done',
        ],
      ),
    });
    expect(await chat.open()).toEqual(['0a?']);
    expect(await chat.say('1')).toEqual(['0b?']);
    expect(await chat.say('2')).toEqual(['2c?']);
    expect(await chat.say('3')).toEqual(['done 3']);
  });

  test('a loop of 1,000 passes its steps, an endless cycle ends with a clear error and leaves the conversation usable', async () => {
    const many = new ConversationHarness({
      flow: testFlow(
        [
          { id: 'loop', type: 'loop', config: { items: '{{ vars.list }}', itemVar: 'n' } },
          { id: 'add', type: 'set', config: { assignments: [{ key: 'sum', value: '{{ vars.sum | plus: vars.n }}' }] } },
          say('done', '{{ vars.sum }}'),
        ],
        ['start > loop', 'loop.each > add', 'add > loop', 'loop.done > done'],
        {
          variables: [
            { key: 'list', type: 'array', default: Array.from({ length: 1000 }, (_, i) => i) },
            { key: 'sum', type: 'number', default: 0 },
          ],
        },
      ),
    });
    expect(await many.open()).toEqual(['499500']);
    const endless = new ConversationHarness({
      flow: testFlow([say('a', 'x'), say('b', 'y')], ['start > a', 'a > b', 'b > a']),
    });
    const said = await endless.open();
    expect(said.at(-1)).toBe('!turn.too_many_steps');
    expect(endless.snapshot.status).toBe('idle');
  });

  test('a subflow has variables of its own and gives its output', async () => {
    const sub: FlowDocument = {
      ...testFlow(
        [
          ask('name', { text: 'Name, {{ vars.title }}?' }),
          { id: 'end', type: 'end', config: { output: { full: '{{ vars.title }} {{ vars.name }}' } } },
        ],
        ['start > name', 'name > end'],
      ),
      key: 'sub',
      variables: [
        { key: 'title', type: 'string', input: true },
        { key: 'hidden', type: 'string', default: 'own' },
      ],
    };
    const chat = new ConversationHarness({
      flow: testFlow(
        [
          { id: 'set', type: 'set', config: { assignments: [{ key: 'hidden', value: 'theirs' }] } },
          {
            id: 'call',
            type: 'subflow',
            config: { flow: 'sub', input: { title: 'Dr', hidden: 'nope' }, saveAs: 'got' },
          },
          say('done', '{{ vars.got.full }} {{ nodes.call.resolution }} {{ vars.hidden }} [{{ vars.name }}]'),
        ],
        ['start > set', 'set > call', 'call > done'],
      ),
      subflows: [sub],
    });
    expect(await chat.open()).toEqual(['Name, Dr?']);
    expect(chat.vars).toEqual({ title: 'Dr', hidden: 'own' });
    expect(await chat.say('Who')).toEqual(['Dr Who resolved theirs []']);
  });

  test('an unknown subflow and an endless recursion leave by the error port', async () => {
    const call = (key: string) => ({ id: 'call', type: 'subflow', config: { flow: key } });
    const document = testFlow(
      [call('gone'), say('sorry', '{{ nodes.call.error.code }}')],
      ['start > call', 'call.error > sorry'],
    );
    expect(await new ConversationHarness({ flow: document }).open()).toEqual(['subflow.not_published']);
    const self = { ...testFlow([call('self')], ['start > call']), key: 'self' };
    const deep = new ConversationHarness({
      flow: testFlow(
        [call('self'), say('sorry', '{{ nodes.call.error.code }}')],
        ['start > call', 'call.error > sorry'],
      ),
      subflows: [self],
    });
    expect(await deep.open()).toEqual(['subflow.too_deep']);
  });

  test('errors without an edge apologise, go where the flow says, and apologise on that path', async () => {
    const http = { id: 'http', type: 'http', config: { url: 'https://example.com' } };
    const plain = new ConversationHarness({ flow: testFlow([http], ['start > http']) });
    expect(await plain.open()).toEqual([expect.stringContaining('Sorry'), '!http.unavailable']);
    const goto = new ConversationHarness({
      flow: testFlow(
        [http, say('help', 'help {{ nodes.http.error.code }}'), { ...http, id: 'again' }],
        ['start > http', 'help > again'],
        { settings: { onError: { goto: 'help' } } },
      ),
    });
    expect(await goto.open()).toEqual(['help http.unavailable', expect.stringContaining('Sorry'), '!http.unavailable']);
  });

  test('a stuck node repeats, or follows a path that comes back to it', async () => {
    const repeat = new ConversationHarness({
      flow: testFlow([ask('n', { expects: 'number', maxRetries: 0 })], ['start > n'], {
        settings: { onStuck: 'repeat' },
      }),
    });
    expect(await repeat.open()).toEqual(['n?']);
    expect(await repeat.say('x')).toEqual(['n?']);
    const goto = new ConversationHarness({
      flow: testFlow([ask('n', { expects: 'number', maxRetries: 0 }), say('hint', 'hint')], ['start > n'], {
        settings: { onStuck: { goto: 'hint' } },
      }),
    });
    await goto.open();
    expect(await goto.say('x')).toEqual(['hint', 'n?']);
    expect(await goto.say('4')).toEqual([]);
    expect(goto.vars.n).toBe(4);
  });

  test('wait ends the turn, tells who writes, and goes on by its timer', async () => {
    const chat = new ConversationHarness({
      flow: testFlow(
        [{ id: 'w', type: 'wait', config: { seconds: 5 } }, say('after', 'after')],
        ['start > w', 'w > after'],
      ),
    });
    expect(await chat.open()).toEqual([]);
    expect(chat.events.at(-1)).toMatchObject({
      type: 'settled',
      timerAt: '2026-11-24T12:00:05.000Z',
      waitingFor: { kind: 'wait', nodeId: 'w', flow: 'test' },
    });
    expect(await chat.say('hello?')).toEqual([expect.stringContaining('under way')]);
    expect(await chat.turn({ kind: 'timer' })).toEqual(['after']);
  });

  test('translations show, typed answers match either, saved values stay untranslated', async () => {
    const chat = new ConversationHarness({
      flow: testFlow(
        [
          {
            id: 'what',
            type: 'choice',
            config: {
              text: 'What?',
              saveAs: 'what',
              options: [
                { id: 'laptop', label: 'A laptop' },
                { id: 'other', label: 'Other' },
              ],
            },
          },
          say('got', 'got {{ vars.what }}'),
        ],
        ['start > what', 'what > got'],
        { translations: { de: { 'what.text': 'Was?', 'what.options.laptop.label': 'Ein Laptop' } } },
      ),
    });
    chat.locale = 'de-CH';
    expect(await chat.open()).toEqual(['Was?', '<choice>']);
    expect(await chat.say('ein laptop')).toEqual(['got A laptop']);
  });

  test('unknown types and broken templates fail at run time and not before', async () => {
    const chat = new ConversationHarness({
      flow: testFlow([{ id: 'x', type: 'teleport', config: {} }], ['start > x']),
    });
    expect((await chat.open()).at(-1)).toBe('!node.unknown_type');
    const broken = new ConversationHarness({ flow: testFlow([say('x', '{{ vars.a | nofilter }}')], ['start > x']) });
    expect((await broken.open()).at(-1)).toBe('!template.parse');
  });
});

test('every field of every node has a widget, and forms survive JSON', () => {
  for (const definition of nodeDefinitions) {
    const fields = formFields(definition);
    expect(JSON.parse(JSON.stringify(fields))).toEqual(fields);
    expect(definition.config.safeParse({}).success || Object.keys(definition.initial).length > 0).toBe(true);
  }
});
