import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DebugState, MadeTest, ReplayPlan, ReplayResult, StoredTest, TestRun } from '@patchbay/api-contract';
import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatApp, type ChatAnswerBody, type ChatTestEvent, testFlow, textsOf } from '../testing/chat-app.ts';

/** A status page that counts who asks it. */
let statusPage: Server;
let url = '';
let asked = 0;

const flow = (key: string, words = 'The VPN is'): FlowDocument =>
  testFlow(
    key,
    [
      {
        id: 'pick',
        type: 'choice',
        config: {
          text: 'What?',
          style: 'buttons',
          options: [
            { id: 'vpn', label: 'VPN' },
            { id: 'mail', label: 'Mail' },
          ],
        },
      },
      { id: 'call', type: 'http', config: { url, saveAs: 'status' } },
      { id: 'say', type: 'message', config: { text: `${words} {{ vars.status.body.state }}` } },
      { id: 'sorry', type: 'message', config: { text: 'I cannot see' } },
      { id: 'wait', type: 'wait', config: { seconds: 3_600 } },
      { id: 'later', type: 'message', config: { text: 'Still there?' } },
    ],
    ['start > pick', 'pick > call', 'call > say', 'call.error > sorry', 'say > wait', 'wait > later'],
  );

describe('tests of flows', () => {
  let chat: ChatApp;
  const on = <Body = ChatAnswerBody>(key: string, path: string, options: object = {}) =>
    chat.admin<Body>(`/flows/${key}${path}`, options);
  const put = async (document: FlowDocument) => {
    const draft = await chat.admin(`/flows/${document.key}/draft`);
    await chat.admin(`/flows/${document.key}/draft`, {
      method: 'PUT',
      body: document,
      headers: { 'if-match': draft.headers.get('etag')! },
    });
  };
  const run = async (key: string, body: object = {}) => (await on<TestRun>(key, '/tests/run', { body })).body;
  const pin = (key: string, nodeId: string, body: unknown) => on(key, `/pins/${nodeId}`, { method: 'PUT', body });

  beforeAll(async () => {
    statusPage = createServer((request, response) => {
      asked += 1;
      if (request.url === '/long')
        return response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ state: 'up', items: Array.from({ length: 9_000 }, (_, id) => id) }));
      return response
        .setHeader('content-type', 'application/json')
        .end('{"state":"up","token":"canary of the server"}');
    });
    await new Promise<void>((resolve) => statusPage.listen(0, '127.0.0.1', resolve));
    const { port } = statusPage.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/status`;
    chat = await ChatApp.start({ variables: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1' } });
  });
  afterAll(async () => {
    await chat?.stop();
    statusPage.close();
  });

  const preview = async (key: string, option = 'vpn') => {
    const opened = await on(key, '/preview/conversations', { body: {} });
    const { id } = opened.body.conversation;
    const component = opened.body.events.find((event) => event.type === 'component')!.id;
    const answer = await on(key, `/preview/conversations/${id}/turns`, {
      body: { submit: { componentId: component, values: { option } } },
    });
    return { id, texts: textsOf(answer.body.events) };
  };

  it('says since when the draft is as it is, its canvas apart', async () => {
    await chat.admin('/flows', { body: flow('moved') });
    const changedAt = async () => (await on<{ changedAt: number }>('moved', '/tests')).body.changedAt;
    const change = (base: number, ...operations: Operation[]) =>
      on('moved', '/draft/operations', { body: { base, clientId: `c${base}`, operations } });
    expect(await changedAt()).toBe(1);
    const move: Operation = { type: 'node.move', id: 'say', position: { x: 9, y: 9 } };
    await change(1, move, { type: 'note.add', note: { id: 'n', text: 'N', x: 0, y: 0 } });
    expect(await changedAt()).toBe(1);
    await change(2, move, { type: 'node.set', id: 'say', path: ['text'], value: 'Now' });
    await change(3, { ...move, position: { x: 1, y: 1 } });
    expect((await on('moved', '/draft')).headers.get('etag')).toBe('"4"');
    expect(await changedAt()).toBe(3);
    await put(flow('moved', 'It is'));
    expect(await changedAt()).toBe(5);
  });

  it('says of a test case which outputs were too long to be kept whole', async () => {
    const long = flow('long');
    const nodes = long.nodes.map((node) =>
      node.id === 'call' ? { ...node, config: { ...node.config, url: url.replace('/status', '/long') } } : node,
    );
    await chat.admin('/flows', { body: { ...long, nodes } });
    const { id } = await preview('long');
    const made = await on<MadeTest>('long', '/tests', { body: { name: 'Long', from: { preview: id } } });
    expect(made.body.cut).toEqual(['call']);
    const data = await on<{ cut: unknown }>('long', `/preview/conversations/${id}/nodes/say`);
    expect(data.body.cut).toEqual([
      { path: ['vars', 'status', 'body', 'items'], length: 9_000 },
      { path: ['nodes', 'call', 'body', 'items'], length: 9_000 },
    ]);
  });

  it('saves a test conversation as a test case that passes without calling anybody, and says what is different when the draft is', async () => {
    await chat.admin('/flows', { body: flow('recorded') });
    const { id, texts } = await preview('recorded');
    expect(texts).toEqual(['bot: The VPN is up']);
    const calls = asked;
    const made = await on<StoredTest>('recorded', '/tests', { body: { name: 'VPN is up', from: { preview: id } } });
    expect(made.status).toBe(201);
    expect(made.body.turns).toEqual([
      { act: 'open', expect: ['What?'], path: ['start', 'pick'] },
      {
        act: 'choose',
        options: ['vpn'],
        label: 'VPN',
        expect: ['The VPN is up'],
        path: ['pick', 'call', 'say', 'wait'],
      },
    ]);
    // A secret of the answer is not kept with the test.
    expect(made.body.pins).toMatchObject({
      call: [{ outlet: 'next', value: { status: 200, body: { state: 'up', token: '•••' } } }],
    });
    expect(await run('recorded')).toMatchObject({ passed: 1, failed: 0, revision: 1 });
    expect(asked).toBe(calls);

    await put(flow('recorded', 'VPN state:'));
    const failed = await run('recorded');
    expect(failed).toMatchObject({ passed: 0, failed: 1, revision: 2 });
    expect(failed.results[0]?.turns[1]).toMatchObject({
      says: ['VPN state: up'],
      differences: [{ kind: 'answer', expected: 'The VPN is up' }],
    });
    const listed = await on<{ tests: StoredTest[] }>('recorded', '/tests');
    expect(listed.body.tests[0]?.last).toMatchObject({ passed: false, revision: 2 });
  });

  it('refuses to keep a test that no user can have: begun elsewhere, changed by hand, ended before its time', async () => {
    await chat.admin('/flows', { body: flow('by-hand') });
    const saved = async (id: string) => {
      const { status, body } = await on<ChatAnswerBody & { detail: string }>('by-hand', '/tests', {
        body: { name: 'n', from: { preview: id } },
      });
      return [status, body.code, body.detail];
    };
    const open = async (body: object = {}) =>
      (await on('by-hand', '/preview/conversations', { body })).body.conversation.id;
    const debugOf = async (id: string, body?: object) =>
      (await on<DebugState>('by-hand', `/preview/conversations/${id}/debug`, body ? { body } : {})).body;

    const begun = await open({ from: { nodeId: 'say' } });
    expect((await debugOf(begun)).unrepeatable).toBe('begun');
    expect(await saved(begun)).toEqual([409, 'not_repeatable', expect.stringContaining('begin at the start')]);

    const changed = await open();
    expect((await debugOf(changed)).unrepeatable).toBeUndefined();
    await on('by-hand', `/preview/conversations/${changed}/variables`, {
      method: 'PUT',
      body: { path: 'status', value: 'made up' },
    });
    expect((await debugOf(changed)).unrepeatable).toBe('changed');
    expect(await saved(changed)).toEqual([409, 'not_repeatable', expect.stringContaining('changed by hand')]);

    const ended = await open();
    await on('by-hand', `/preview/conversations/${ended}/breakpoints`, {
      method: 'PUT',
      body: { nodes: [{ flow: 'by-hand', nodeId: 'say' }] },
    });
    const answer = on('by-hand', `/preview/conversations/${ended}/turns`, { body: { text: 'VPN' } });
    for (const end = Date.now() + 60_000; (await debugOf(ended)).state !== 'paused' && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 20));
    await debugOf(ended, { action: 'stop' });
    await answer;
    expect(await saved(ended)).toEqual([409, 'not_repeatable', expect.stringContaining('before its time')]);
  });

  it('what a user does is done again: timers, typed texts, cancels; what cannot be done is said', async () => {
    await chat.admin('/flows', { body: flow('acts') });
    const turns = [
      { act: 'open', expect: ['What?'] },
      { act: 'rate', score: 1, expect: [] },
      { act: 'say', text: 'my mail', expect: ['The VPN is down'] },
      { act: 'timer', expect: ['Still there?'], path: ['wait', 'later'] },
      { act: 'timer', expect: [] },
    ];
    const pins = { call: [{ outlet: 'next', value: { body: { state: 'down' } } }] };
    const test = { name: 'acts', turns, pins, live: false };
    const made = await on<StoredTest>('acts', '/tests', { body: test });
    const { results } = await run('acts', { ids: [made.body.id] });
    expect(results[0]?.turns.map((turn) => turn.differences)).toEqual([
      [],
      [{ kind: 'refused', message: 'The test answers a rating here, and what is open is a choice.' }],
      [{ kind: 'answer', expected: 'The VPN is down' }],
      [{ kind: 'refused', message: 'Nothing waits for its time.' }],
      [{ kind: 'refused', message: 'Nothing waits for its time.' }],
    ]);
    // All that a choice says is there to be expected.
    expect(results[0]?.turns[0]?.says).toEqual(['What?', 'What?\nVPN\nMail']);
    const good = turns.filter((turn) => turn.act !== 'rate').slice(0, 3);
    const change = {
      ...test,
      turns: [good[0], { act: 'choose', label: 'Mail', expect: ['The VPN is down'] }, good[2]],
    };
    await on('acts', `/tests/${made.body.id}`, { method: 'PUT', body: change });
    expect((await run('acts')).results[0]?.turns.map((turn) => turn.differences)).toEqual([[], [], []]);
  });

  it('says which values a form or a choice takes no more, by the labels that were read', async () => {
    const fields = [
      { key: 'title', label: 'What is it?', type: 'text', required: true },
      { key: 'prio', label: 'Priority', type: 'number' },
    ];
    const options = ['pc', 'mac'].map((id) => ({ id, label: `The ${id}` }));
    const wires = ['start > pick', 'pick > form', 'form > end'];
    const asking = (shown: typeof fields, offered: typeof options) =>
      testFlow(
        'asking',
        [
          { id: 'pick', type: 'choice', config: { text: 'Which?', style: 'buttons', options: offered } },
          { id: 'form', type: 'form', config: { fields: shown, saveAs: 'request' } },
          { id: 'end', type: 'message', config: { text: 'Thank you' } },
        ],
        wires,
      );
    await chat.admin('/flows', { body: asking(fields, options) });
    const opened = await on('asking', '/preview/conversations', { body: {} });
    const { id } = opened.body.conversation;
    const submit = async (events: ChatTestEvent[], values: object) => {
      const componentId = events.findLast((event) => event.type === 'component')?.id;
      return on('asking', `/preview/conversations/${id}/turns`, { body: { submit: { componentId, values } } });
    };
    const asked = await submit(opened.body.events, { option: 'mac' });
    await submit(asked.body.events, { title: 'Broken', prio: 4 });
    const made = await on<StoredTest>('asking', '/tests', { body: { name: 'n', from: { preview: id } } });
    expect(made.body.turns[1]).toMatchObject({ act: 'choose', options: ['mac'], label: 'The mac' });
    expect(await run('asking')).toMatchObject({ passed: 1 });
    const refusals = async () =>
      (await run('asking')).results[0]!.turns.map((turn) => turn.differences.filter(({ kind }) => kind === 'refused'));

    await put(asking([{ ...fields[0]!, type: 'email' }], options));
    expect((await refusals())[2]).toEqual([
      {
        kind: 'refused',
        message: 'Some of the values are not valid.',
        issues: [
          { code: 'unknown_field', field: 'prio', message: '"prio" is no field of this form.' },
          { code: 'invalid', field: 'What is it?', message: expect.any(String) },
        ],
      },
    ]);
    await put(asking(fields, options.slice(0, 1)));
    expect((await refusals()).slice(1)).toEqual([
      [{ kind: 'refused', message: 'There is no option "The mac".' }],
      [{ kind: 'refused', message: 'The test answers a form here, and what is open is a choice.' }],
    ]);
  });

  it('a node that would call another system and has nothing pinned fails in a test, unless the test is a live one', async () => {
    await chat.admin('/flows', { body: flow('open') });
    const turns = [
      { act: 'open', expect: [] },
      { act: 'choose', label: 'VPN', expect: [] },
    ];
    const made = await on<StoredTest>('open', '/tests', { body: { name: 'n', turns, pins: {}, live: false } });
    const calls = asked;
    const { results } = await run('open');
    expect(results[0]?.turns[1]).toMatchObject({
      says: ['I cannot see'],
      differences: [{ kind: 'not-pinned', nodeId: 'call' }],
    });
    expect(asked).toBe(calls);
    await on('open', `/tests/${made.body.id}`, { method: 'PUT', body: { name: 'n', turns, pins: {}, live: true } });
    expect((await run('open')).results[0]?.turns[1]?.says).toEqual(['The VPN is up']);
    expect(asked).toBe(calls + 1);
  });

  it('what is pinned to a node stands in for it in previews and tests, never in what is published; it survives versions and is not exported', async () => {
    const bot = await chat.publish(flow('pinned'));
    expect(
      (await pin('pinned', 'call', { outlet: 'next', value: { status: 200, body: { state: 'pinned' } } })).status,
    ).toBe(200);
    const calls = asked;
    expect((await preview('pinned')).texts).toEqual(['bot: The VPN is pinned']);
    expect(asked).toBe(calls);
    const talk = async () => {
      const conversation = await chat.open(bot);
      const componentId = conversation.opened.events.find((event) => event.type === 'component')!.id;
      return textsOf((await conversation.turn({ submit: { componentId, values: { option: 'vpn' } } })).body.events);
    };
    expect(await talk()).toEqual(['bot: The VPN is up']);
    await chat.publish(flow('pinned', 'Now it is'));
    expect(await talk()).toEqual(['bot: Now it is up']);
    expect((await preview('pinned')).texts).toEqual(['bot: Now it is pinned']);
    const exported = await chat.fetch('/api/v1/workspaces/default/flows/pinned/export', { token: chat.adminKey });
    expect(await exported.text()).not.toContain('pinned"}');
    await pin('pinned', 'call', { outlet: 'error', error: { code: 'http.status', message: 'No.' } });
    expect((await preview('pinned')).texts).toEqual(['bot: I cannot see']);
    expect((await on('pinned', '/pins/call', { method: 'DELETE' })).status).toBe(204);
    expect((await preview('pinned')).texts).toEqual(['bot: Now it is up']);
    expect((await on('pinned', '/pins/call', { method: 'DELETE' })).status).toBe(404);
  });

  it('a pin that its node could not give is refused, with the field', async () => {
    await chat.admin('/flows', { body: flow('refused') });
    const issue = async (nodeId: string, body: unknown) => {
      const { status, body: answer } = await pin('refused', nodeId, body);
      return [status, answer.issues?.[0]?.path ?? answer.code];
    };
    expect(await issue('call', { outlet: 'nowhere', value: {} })).toEqual([422, 'outlet']);
    expect(await issue('call', { outlet: 'next', value: { status: 'ok' } })).toEqual([422, 'value.status']);
    expect(await issue('call', { outlet: 'next', value: 'text' })).toEqual([422, 'value']);
    expect(await issue('call', { outlet: 'error', value: {} })).toEqual([422, 'error']);
    expect(await issue('say', { outlet: 'next' })).toEqual([409, 'not_pinnable']);
    expect(await issue('none', { outlet: 'next' })).toEqual([404, 'not_found']);
    expect(await issue('pick', { outlet: 'option:vpn', value: 'vpn' })).toEqual([200, undefined]);
  });

  it('pins and tests go with a node that is renamed', async () => {
    await chat.admin('/flows', { body: flow('renamed') });
    await pin('renamed', 'call', { outlet: 'next', value: { body: { state: 'pinned' } } });
    const { id } = await preview('renamed');
    await on('renamed', '/tests', { body: { name: 'n', from: { preview: id } } });
    await on('renamed', '/draft/operations', {
      body: { base: 1, clientId: 'c', operations: [{ type: 'node.rename', id: 'call', to: 'status_page' }] },
    });
    expect((await preview('renamed')).texts).toEqual(['bot: The VPN is pinned']);
    expect(await run('renamed')).toMatchObject({ passed: 1, failed: 0 });
    // And back, when that is undone.
    expect((await on('renamed', '/draft/undo', { body: { revision: 1 } })).status).toBe(200);
    expect((await preview('renamed')).texts).toEqual(['bot: The VPN is pinned']);
    expect(await run('renamed')).toMatchObject({ passed: 1, failed: 0 });
  });

  it('a past conversation is seen with its version and steps, and replayed on the draft without calling anybody', async () => {
    const bot = await chat.publish(flow('past'));
    const conversation = await chat.open(bot);
    const componentId = conversation.opened.events.find((event) => event.type === 'component')!.id;
    await conversation.turn({ submit: { componentId, values: { option: 'vpn' } } });
    type Trace = { flow: string; version: number; document: FlowDocument; runs: { steps: { nodeId: string }[] }[] };
    const read = async () => (await chat.admin<Trace>(`/conversations/${conversation.id}/trace`)).body;
    // Traces are written a moment later.
    for (
      const end = Date.now() + 60_000;
      (await read()).runs.some((one) => one.steps.length === 0) && Date.now() < end;
    )
      await new Promise((resolve) => setTimeout(resolve, 50));
    const trace = await read();
    expect(trace).toMatchObject({ flow: 'past', version: 1, document: { key: 'past' } });
    expect(trace.runs.map((one) => one.steps.map((step) => step.nodeId))).toEqual([
      ['start', 'pick'],
      ['pick', 'call', 'say', 'wait'],
    ]);
    expect(JSON.stringify(trace)).not.toContain('canary of the server');

    const changed = flow('past', 'State:');
    await put({
      ...changed,
      nodes: [...changed.nodes, { id: 'note', type: 'message', config: { text: 'One moment' } }],
      edges: changed.edges
        .map((edge) => (edge.from === 'pick' ? { ...edge, to: 'note' } : edge))
        .concat({ from: 'note', port: 'next', to: 'call' }),
    });
    const plan = await chat.admin<ReplayPlan>(`/conversations/${conversation.id}/replay`);
    expect(plan.body).toEqual({ turns: 1, pinned: ['call'], pinnedInDraft: [], leaves: [], traced: true });
    const calls = asked;
    const { body } = await chat.admin<ReplayResult>(`/conversations/${conversation.id}/replay`, { body: {} });
    expect(asked).toBe(calls);
    // The question of the choice is told once.
    for (const side of ['past', 'draft'] as const) expect(body.turns[0]?.[side].says).toEqual(['What?', 'VPN\nMail']);
    expect(body.turns[1]).toMatchObject({
      past: { says: ['The VPN is up'], path: ['pick', 'call', 'say', 'wait'] },
      draft: { says: ['One moment', 'State: up'], path: ['pick', 'note', 'call', 'say', 'wait'] },
    });
    expect(body.pinnedInDraft).toEqual([]);
    // What is pinned in the draft stands in, and that is said; what it gave then comes before what is pinned to it.
    await pin('past', 'pick', { outlet: 'option:vpn', value: 'vpn' });
    await pin('past', 'call', { outlet: 'next', value: { status: 200, body: { state: 'pinned' } } });
    const pinned = await chat.admin<ReplayPlan>(`/conversations/${conversation.id}/replay`);
    expect(pinned.body.pinnedInDraft).toEqual(['pick']);
    const again = await chat.admin<ReplayResult>(`/conversations/${conversation.id}/replay`, { body: {} });
    expect(again.body.pinnedInDraft).toEqual(['pick']);
    expect(again.body.turns[0]?.draft.says).toEqual(['One moment', 'State: up']);
    const made = await on<StoredTest>('past', '/tests', {
      body: { name: 'from life', from: { conversation: conversation.id } },
    });
    expect(made.body.turns).toHaveLength(2);
    const other = await on('acts', '/tests', { body: { name: 'x', from: { conversation: conversation.id } } });
    expect(other.body.issues[0]?.path).toBe('from.conversation');
  });

  it('a replay is had in the language and the time zone of the conversation, not in those of the flow', async () => {
    const words = testFlow(
      'languages',
      [
        { id: 'ask', type: 'question', config: { text: 'Who are you?', saveAs: 'who', expects: 'text' } },
        {
          id: 'german',
          type: 'condition',
          config: {
            cases: [{ id: 'de', when: { left: '{{ conversation.locale }}', op: 'starts_with', right: 'de' } }],
          },
        },
        { id: 'here', type: 'message', config: { text: 'In {{ conversation.timezone }}, {{ vars.who }}' } },
        { id: 'there', type: 'message', config: { text: 'Elsewhere' } },
      ],
      ['start > ask', 'ask > german', 'german.case:de > here', 'german.else > there'],
      { language: 'en', translations: { de: { 'ask.text': 'Wer sind Sie?' } } },
    );
    const bot = await chat.publish(words);
    const conversation = await chat.open(bot, { body: { locale: 'de-AT', timezone: 'Europe/Vienna' } });
    await conversation.say('Ada');
    const { body } = await chat.admin<ReplayResult>(`/conversations/${conversation.id}/replay`, { body: {} });
    for (const { past, draft } of body.turns) expect(draft.says).toEqual(past.says);
    expect(body.turns.map(({ draft }) => [draft.says, draft.path])).toEqual([
      [['Wer sind Sie?'], ['start', 'ask']],
      [['In Europe/Vienna, Ada'], ['ask', 'german', 'here']],
    ]);

    // So is a test case that it is saved as.
    const saved = async (from: object) =>
      (await on<StoredTest>('languages', '/tests', { body: { name: 'Vienna', from } })).body;
    const test = await saved({ conversation: conversation.id });
    expect(test).toMatchObject({ locale: 'de-AT', timezone: 'Europe/Vienna' });
    expect(await run('languages')).toMatchObject({ passed: 1, failed: 0 });
    const opened = await on('languages', '/preview/conversations', {
      body: { locale: 'de-CH', timezone: 'Europe/Zurich' },
    });
    const tried = await saved({ preview: opened.body.conversation.id });
    expect(tried).toMatchObject({ locale: 'de-CH', timezone: 'Europe/Zurich' });
    expect(await run('languages')).toMatchObject({ passed: 2, failed: 0 });

    // One that says nothing of it, as those that were saved before it was kept, is had in the language of the flow.
    const { name, turns, pins, live } = test;
    const change = (body: object) =>
      on<StoredTest & ChatAnswerBody>('languages', `/tests/${test.id}`, { method: 'PUT', body });
    const changed = await change({ name, turns, pins, live });
    expect(changed.body).not.toHaveProperty('locale');
    expect((await run('languages', { ids: [test.id] })).results[0]?.turns.map(({ says }) => says)).toEqual([
      ['Who are you?'],
      ['Elsewhere'],
    ]);
    const refused = await change({ name, turns, pins, live, locale: 'not a tag', timezone: 'Europe/Nowhere' });
    expect(refused.body.issues.map(({ path }) => path)).toEqual(['locale', 'timezone']);
  });
});
