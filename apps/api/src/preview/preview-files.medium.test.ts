import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredTest, TestRun } from '@patchbay/api-contract';
import { LIMITS } from '../limits/limits.ts';
import { type Called, ChatApp, type ChatAnswerBody, testFlow, textsOf } from '../testing/chat-app.ts';
import { formOf } from '../testing/principals.ts';
import { png } from '../testing/sample-files.ts';

const flow = (key: string, settings: object = {}) => ({
  ...testFlow(
    key,
    [
      { id: 'q', type: 'question', config: { text: 'What?', saveAs: 'said' } },
      {
        id: 'tell',
        type: 'message',
        config: {
          text: '{% for file in message.files %}{{ file.name }} {{ file.type }} {{ file.size }} [{{ file.text }}] {% endfor %}said {{ vars.said }}',
        },
      },
    ],
    ['start > q', 'q > tell', 'tell > q'],
  ),
  settings,
});

interface Sent {
  status: number;
  code?: string;
  id: string;
  name: string;
  type: string;
  size: number;
}

describe('files in a test of the draft', () => {
  let chat: ChatApp;
  const path = (key: string, rest = '') => `/flows/${key}/preview/conversations${rest}`;
  const open = async (key: string) => (await chat.admin<ChatAnswerBody>(path(key), { body: {} })).body.conversation.id;
  const send = async (place: string, content: BlobPart, name: string, token = chat.adminKey): Promise<Sent> => {
    const answer = await chat.fetch(`/api/v1/workspaces/default${place}/files`, { body: formOf(content, name), token });
    return { ...(await answer.json()), status: answer.status };
  };
  const say = (place: string, body: object): Promise<Called> => chat.admin<ChatAnswerBody>(`${place}/turns`, { body });

  beforeAll(async () => {
    chat = await ChatApp.start();
    for (const made of [
      flow('told'),
      flow('none', { uploads: { maxMb: 0 } }),
      flow('small', { uploads: { maxMb: 0.001, kinds: ['text'] } }),
    ])
      await chat.admin('/flows', { body: made });
  });
  afterAll(() => chat?.stop());

  it('are taken, read by the draft, given back as attachments, and stand in the test case that is made of it', async () => {
    const id = await open('told');
    const place = path('told', `/${id}`);
    const log = await send(place, 'line 1 ✓', 'client.log');
    expect(log).toEqual({ status: 201, id: expect.any(String), name: 'client.log', type: 'text/plain', size: 10 });
    const picture = await send(place, new Uint8Array(png), 'evil.html');
    expect(picture).toMatchObject({ status: 201, name: 'evil.html.png', type: 'image/png' });
    const said = await say(place, { text: 'Look', files: [log.id, picture.id] });
    const told = `client.log text/plain 10 [line 1 ✓] evil.html.png image/png ${png.length} [] said Look`;
    expect(textsOf(said.body.events)).toEqual(['user: Look', `bot: ${told}`, 'bot: What?']);
    expect(said.body.events[0]).toMatchObject({ files: [{ id: log.id, name: 'client.log' }, { id: picture.id }] });
    const again = await chat.fetch(`/api/v1/workspaces/default${place}/files/${picture.id}`, { token: chat.adminKey });
    expect(Buffer.from(await again.arrayBuffer())).toEqual(png);
    expect(again.headers.get('content-disposition')).toContain('attachment');

    // A file alone, without a text.
    await say(place, { text: '', files: [log.id] });
    const made = await chat.admin<StoredTest>('/flows/told/tests', { body: { name: 'files', from: { preview: id } } });
    expect(made.body.turns.slice(1)).toEqual([
      {
        act: 'say',
        text: 'Look',
        files: [
          { name: 'client.log', type: 'text/plain', size: 10, text: 'line 1 ✓' },
          { name: 'evil.html.png', type: 'image/png', size: png.length },
        ],
        expect: [told, 'What?'],
        path: ['q', 'tell', 'q'],
      },
      expect.objectContaining({ act: 'say', text: '', files: [expect.objectContaining({ name: 'client.log' })] }),
    ]);
    const run = await chat.admin<TestRun>('/flows/told/tests/run', { body: {} });
    expect(run.body).toMatchObject({ passed: 1, failed: 0 });
  });

  it('a past conversation with files is replayed with them, and becomes a test case', async () => {
    await chat.publish(flow('past'));
    const conversation = await chat.open('past');
    const { body } = await conversation.call('/files', { body: formOf('of the past', 'old.log') });
    await conversation.turn({ text: 'Look', files: [(body as unknown as Sent).id] });
    const replay = await chat.admin<{ turns: { past: { says: string[] }; draft: { says: string[] } }[] }>(
      `/conversations/${conversation.id}/replay`,
      { body: {} },
    );
    const says = ['old.log text/plain 11 [of the past] said Look', 'What?'];
    expect(replay.body.turns[1]).toMatchObject({ past: { says }, draft: { says } });
    const made = await chat.admin<StoredTest>('/flows/past/tests', {
      body: { name: 'past', from: { conversation: conversation.id } },
    });
    expect(made.body.turns[1]).toMatchObject({ files: [{ name: 'old.log', size: 11, text: 'of the past' }] });
  });

  it('what the draft does not take is refused, and another test has none of them', async () => {
    const none = path('none', `/${await open('none')}`);
    expect(await send(none, 'a', 'a.txt')).toMatchObject({ status: 415, code: 'uploads_off' });
    const small = path('small', `/${await open('small')}`);
    expect(await send(small, new Uint8Array(png), 'a.png')).toMatchObject({ status: 415, code: 'unsupported_type' });
    expect(await send(small, 'x'.repeat(1_001), 'a.txt')).toMatchObject({ status: 413, code: 'too_large' });
    const kept = await send(small, 'mine', 'a.txt');
    const other = path('small', `/${await open('small')}`);
    expect(await say(other, { text: 'x', files: [kept.id] })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'files.0', code: 'unknown_file' }] },
    });
    const foreign = await chat.fetch(`/api/v1/workspaces/default${other}/files/${kept.id}`, { token: chat.adminKey });
    expect(foreign.status).toBe(404);
    expect(await send(path('small', '/none'), 'a', 'a.txt')).toMatchObject({ status: 404 });
    expect(await send(small, 'a', 'a.txt', 'no key')).toMatchObject({ status: 401 });
  });

  it('a test holds so many files, and the next one begins with none', async () => {
    const full = path('told', `/${await open('told')}`);
    for (let count = 0; count < LIMITS.preview.files; count++)
      expect(await send(full, 'a', `${count}.txt`)).toMatchObject({ status: 201 });
    expect(await send(full, 'a', 'more.txt')).toMatchObject({ status: 413, code: 'too_many_files' });
    expect(await send(path('told', `/${await open('told')}`), 'a', 'a.txt')).toMatchObject({ status: 201 });
  });
});
