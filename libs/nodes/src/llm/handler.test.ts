import { describe, expect, test } from '@jest/globals';
import {
  type HistoryMessage,
  type JsonObject,
  type ModelPart,
  type ModelPort,
  type ModelRequest,
  NodeError,
} from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { llmDefinition } from './definition.ts';
import { llmHandler } from './handler.ts';

type Written = string | { restart: true } | { done: 'stop' | 'length' } | NodeError;

const usage = { connection: 'c', model: 'm', inputTokens: 3, outputTokens: 2 };
const broken = new NodeError({ code: 'model.unavailable', message: 'Gone.', retryable: true });

/** An llm node on a model that writes these parts, and then that it is done where it did not fail. */
function llm(
  config: Record<string, unknown>,
  written: Written[],
  { history = [], vars = {}, message = 'hi' }: { history?: HistoryMessage[]; vars?: JsonObject; message?: string } = {},
) {
  const requests: ModelRequest[] = [];
  const asked: number[] = [];
  const model: ModelPort = {
    async *stream(request): AsyncGenerator<ModelPart> {
      requests.push(request);
      for (const part of written) {
        if (request.signal.aborted) throw new NodeError({ code: 'aborted', message: 'Aborted.' });
        if (part instanceof NodeError) throw part;
        if (typeof part === 'string') yield { type: 'text', text: part };
        else if ('restart' in part) yield { type: 'restart' };
        else yield { type: 'done', reason: part.done, usage };
      }
      yield { type: 'done', reason: 'stop', usage };
    },
  };
  const trial = new NodeTrial({
    definition: llmDefinition,
    handler: llmHandler,
    config: { prompt: '{{ message.text }}', ...config },
    scope: { vars, message: { text: message, files: [] } },
    services: {
      model,
      history: {
        async last(count) {
          asked.push(count);
          return history.slice(-count);
        },
      },
    },
  });
  return { trial, requests, asked };
}

const deltas = ({ parts }: { parts: readonly { type: string }[] }) =>
  parts.flatMap((part) => (part.type === 'message.delta' ? [part] : []));

test('has the ports next and error', () => {
  expect(llmDefinition.outlets({}).map(({ id, kind }) => [id, kind])).toEqual([
    ['next', 'plain'],
    ['error', 'error'],
  ]);
});

describe('what the model is asked', () => {
  test('the prompt alone, of the only model there is', async () => {
    const { trial, requests, asked } = llm({}, ['x']);
    await trial.enter();
    expect(requests).toEqual([{ messages: [{ role: 'user', content: 'hi' }], signal: expect.any(AbortSignal) }]);
    expect(asked).toEqual([]);
  });

  test('connection, model, instructions and limits, rendered', async () => {
    const config = {
      ...{
        connection: 'own',
        model: '{{ vars.model }}',
        system: 'Serve {{ vars.who }}.',
        prompt: 'About {{ vars.who }}',
      },
      ...{ temperature: '0.5', maxTokens: '{{ 10 | times: 2 }}' },
    };
    const { trial, requests } = llm(config, ['x'], { vars: { model: 'big', who: 'Ada' } });
    await trial.enter();
    expect(requests[0]).toMatchObject({
      connection: 'own',
      model: 'big',
      temperature: 0.5,
      maxTokens: 20,
      messages: [
        { role: 'system', content: 'Serve Ada.' },
        { role: 'user', content: 'About Ada' },
      ],
    });
  });

  const history: HistoryMessage[] = [
    { role: 'bot', text: 'Hello' },
    { role: 'user', text: 'before' },
    { role: 'agent', text: 'by hand' },
    { role: 'system', text: 'Bob joined' },
    { role: 'user', text: 'hi' },
  ];
  const said = async (config: Record<string, unknown>) => {
    const { trial, requests } = llm(config, ['x'], { history });
    await trial.enter();
    return requests[0]?.messages.map(({ role, content }) => `${role}: ${content}`);
  };

  test('so many past messages, oldest first, the one just typed not twice', async () => {
    expect(await said({ history: 10 })).toEqual(['assistant: Hello', 'user: before', 'assistant: by hand', 'user: hi']);
    expect(await said({ history: 2, prompt: 'They say: {{ message.text }}' })).toEqual([
      'assistant: by hand',
      'user: They say: hi',
    ]);
    expect(await said({ history: 0 })).toEqual(['user: hi']);
  });

  test('the one just typed is a past message too where the prompt does not hold it', async () => {
    expect(await said({ history: 2, prompt: 'What do they want?' })).toEqual(['user: hi', 'user: What do they want?']);
  });

  test('the texts of files behind the prompt', async () => {
    const files: JsonObject[] = [
      { id: '1', name: 'log.txt', type: 'text/plain', size: 5, text: 'It broke.' },
      { id: '2', name: 'a.png', type: 'image/png', size: 5 },
    ];
    const { trial, requests } = llm({ files: '{{ vars.files }}' }, ['x'], { vars: { files } });
    await trial.enter();
    expect(requests[0]?.messages).toEqual([{ role: 'user', content: 'hi\n\nlog.txt:\nIt broke.' }]);
  });
});

describe('reply', () => {
  test('is written to the user bit by bit, then whole, and given', async () => {
    const { trial } = llm({ output: 'reply' }, ['One ', 'two 😀', ' three']);
    expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next', output: 'One two 😀 three' });
    expect(trial.parts).toEqual([
      { type: 'message.delta', messageId: 'id1', attempt: 1, offset: 0, text: 'One ' },
      { type: 'message.delta', messageId: 'id1', attempt: 1, offset: 4, text: 'two 😀' },
      // Offsets count UTF-16 units: a smiley is two.
      { type: 'message.delta', messageId: 'id1', attempt: 1, offset: 10, text: ' three' },
      { type: 'message', id: 'id1', role: 'bot', text: 'One two 😀 three' },
    ]);
    expect(trial.usages).toEqual([{ inputTokens: 3, outputTokens: 2 }]);
  });

  test('is what a node does that says nothing of its output', async () => {
    const { trial } = llm({}, ['Hello']);
    await trial.enter();
    expect(trial.said).toEqual(['Hello']);
  });

  test('begins anew with a higher attempt where the model did', async () => {
    const { trial } = llm({}, ['Half ', { restart: true }, 'Whole ', 'text']);
    expect(await trial.enter()).toMatchObject({ output: 'Whole text' });
    expect(deltas(trial)).toMatchObject([
      { attempt: 1, offset: 0, text: 'Half ' },
      { attempt: 2, offset: 0, text: '' },
      { attempt: 2, offset: 0, text: 'Whole ' },
      { attempt: 2, offset: 6, text: 'text' },
    ]);
    expect(trial.said).toEqual(['Whole text']);
  });

  test('keeps its text so far when it is stopped, and the flow goes on with it', async () => {
    const { trial } = llm({}, ['One ', 'two ', 'three ', 'four ']);
    trial.onPart = (part) => part.type === 'message.delta' && part.offset === 4 && trial.stop.abort('stopped');
    expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next', output: 'One two ' });
    expect(trial.parts.at(-1)).toEqual({ type: 'message', id: 'id1', role: 'bot', text: 'One two ', stopped: true });
  });

  test('stopped before its first word says nothing', async () => {
    const { trial } = llm({}, ['One ']);
    trial.stop.abort('stopped');
    expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next', output: '' });
    expect(trial.parts).toEqual([]);
  });

  test('that breaks off keeps its text, marked, and fails', async () => {
    const { trial } = llm({}, ['One ', broken]);
    await expect(trial.enter()).rejects.toBe(broken);
    expect(trial.parts.at(-1)).toMatchObject({ type: 'message', text: 'One ', stopped: true });
    const silent = llm({}, [broken]);
    await expect(silent.trial.enter()).rejects.toBe(broken);
    expect(silent.trial.parts).toEqual([]);
  });

  test('a time limit of the turn is a failure, not a stop', async () => {
    const { trial } = llm({}, ['One ', 'two ']);
    trial.onPart = (part) => part.type === 'message.delta' && trial.time.abort(new Error('over'));
    await expect(trial.enter()).rejects.toMatchObject({ code: 'aborted' });
  });

  test('that is empty is a bad answer', async () => {
    await expect(llm({}, []).trial.enter()).rejects.toMatchObject({ code: 'model.bad_answer', retryable: true });
  });
});

describe('silent', () => {
  test('says nothing and gives its text', async () => {
    const { trial } = llm({ output: 'silent' }, ['Half', { restart: true }, 'One ', 'two']);
    expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next', output: 'One two' });
    expect(trial.parts).toEqual([]);
    expect(trial.usages).toHaveLength(1);
  });

  test('is not stopped: nothing is written to the user, and half of what it works out is not to be gone on with', async () => {
    const { trial } = llm({ output: 'silent' }, ['One ', 'two']);
    trial.stop.abort('stopped');
    expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next', output: 'One two' });
    const late = llm({ output: 'silent' }, ['One ', 'two']);
    late.trial.time.abort('over');
    await expect(late.trial.enter()).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a schema', () => {
  const schema = { type: 'object', properties: { ok: { type: 'boolean', description: '{{ no template }}' } } };

  test('is handed on as it is, and its object is given', async () => {
    const { trial, requests } = llm({ output: { schema } }, ['{"ok":', 'true}']);
    expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next', output: { ok: true } });
    expect(requests[0]?.schema).toEqual(schema);
    expect(trial.parts).toEqual([]);
  });

  test('no JSON is a bad answer, and nothing reaches a prototype', async () => {
    await expect(llm({ output: { schema } }, ['no']).trial.enter()).rejects.toMatchObject({ code: 'model.bad_answer' });
    const { trial } = llm({ output: { schema } }, ['{"ok":true,"__proto__":{"polluted":1}}']);
    expect(JSON.stringify(await trial.enter())).not.toContain('polluted');
  });
});

test('needs a prompt, also once it is rendered', async () => {
  await expect(llm({ prompt: '{{ vars.none }}' }, ['x']).trial.enter()).rejects.toThrow();
  expect(llmDefinition.config.safeParse({ prompt: 'x', output: 'shout' }).success).toBe(false);
});
