import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../limits/limits.ts';
import { ChatApp, type TestConversation, testFlow, textsOf } from '../testing/chat-app.ts';
import { databaseFingerprint } from '../testing/database-fingerprint.ts';
import { formOf } from '../testing/principals.ts';
import { officeOf, pdf, png, word, wordWithMacros } from '../testing/sample-files.ts';

const said = testFlow(
  'files',
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
);

let app: ChatApp;
beforeAll(async () => {
  app = await ChatApp.start();
  await app.publish(said);
  await app.publish({ ...said, key: 'none', settings: { uploads: { maxMb: 0 } } });
  await app.publish({ ...said, key: 'narrow', settings: { uploads: { maxMb: 0.01, kinds: ['image'] } } });
});
afterAll(() => app?.stop());

interface Uploaded {
  id: string;
  name: string;
  type: string;
  size: number;
}

async function upload(conversation: TestConversation, content: string | Uint8Array, name: string, type?: string) {
  const blob = typeof content === 'string' ? content : new Uint8Array(content);
  const { status, body } = await conversation.call('/files', { body: formOf(blob, name, type) });
  return { status, code: body.code, file: body as unknown as Uploaded, body };
}

const download = (conversation: TestConversation, id: string, options: { token?: string } = {}) =>
  app.fetch(`${conversation.path}/files/${id}`, { token: options.token ?? conversation.token });

describe('files', () => {
  it('are kept, sent with a message, read by the flow, and given back byte for byte as attachments', async () => {
    const conversation = await app.open('files');
    const log = await upload(conversation, 'line 1\nline 2 ✓', 'client.log');
    expect(log.status).toBe(201);
    expect(log.file).toEqual({ id: expect.any(String), name: 'client.log', type: 'text/plain', size: 17 });
    const picture = await upload(conversation, png, 'Bildschirm Ä.png', 'image/png');
    const turn = await conversation.turn({ text: 'Look', files: [log.file.id, picture.file.id, log.file.id] });
    expect(turn.status).toBe(200);
    expect(textsOf(turn.body.events)).toEqual([
      'user: Look',
      `bot: client.log text/plain 17 [line 1\nline 2 ✓] Bildschirm Ä.png image/png ${png.length} [] said Look`,
      'bot: What?',
    ]);
    const [message] = turn.body.events;
    expect(message).toMatchObject({ type: 'message', role: 'user', files: [log.file, picture.file] });
    expect(await conversation.events(message!.seq - 1)).toEqual(turn.body.events);
    const got = await download(conversation, picture.file.id);
    expect(got.status).toBe(200);
    expect(Buffer.from(await got.arrayBuffer()).equals(png)).toBe(true);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="Bildschirm _.png"; filename*=UTF-8''Bildschirm%20%C3%84.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'no-store',
    });
    // A message without files leaves none behind.
    expect(textsOf((await conversation.say('again')).body.events)[1]).toBe('bot: said again');
  });

  it('may come without a word', async () => {
    const conversation = await app.open('files');
    const { file } = await upload(conversation, png, 'a.png');
    const turn = await conversation.turn({ text: '', files: [file.id] });
    expect(turn.body.events[0]).toMatchObject({ type: 'message', role: 'user', text: '', files: [file] });
    // A question for a text is answered by their names.
    expect(textsOf(turn.body.events)[1]).toBe(`bot: a.png image/png ${png.length} [] said a.png`);
    expect(textsOf((await conversation.say(' ')).body.events).some((text) => text.startsWith('bot: said'))).toBe(false);
  });

  it('are read by the studio, by who may read conversations, with their conversation', async () => {
    const conversation = await app.open('files');
    const { file } = await upload(conversation, pdf, 'Invoice.pdf');
    const path = `/api/v1/workspaces/default/conversations/${conversation.id}/files`;
    const got = await app.fetch(`${path}/${file.id}`, { token: app.adminKey });
    expect([got.status, got.headers.get('content-disposition')?.split(';')[0]]).toEqual([200, 'attachment']);
    expect(Buffer.from(await got.arrayBuffer()).equals(pdf)).toBe(true);
    const other = await app.open('files');
    const wrong = `/api/v1/workspaces/default/conversations/${other.id}/files/${file.id}`;
    for (const at of [wrong, `${path}/none`, `${path}/0198a000-0000-7000-8000-000000000000`])
      expect((await app.fetch(at, { token: app.adminKey })).status).toBe(404);
  });

  it('belong to one conversation: no other sends, reads or learns of them', async () => {
    const [mine, theirs] = [await app.open('files'), await app.open('files')];
    const { file } = await upload(mine, 'secret', 'a.txt');
    expect((await download(theirs, file.id)).status).toBe(404);
    expect((await download(mine, file.id, { token: theirs.token })).status).toBe(404);
    expect((await download(mine, file.id, { token: 'x' })).status).toBe(401);
    expect((await app.fetch(`${mine.path}/files/${file.id}`)).status).toBe(401);
    const turn = await theirs.turn({ text: 'a', files: [file.id] });
    expect([turn.status, turn.body.issues[0]]).toEqual([
      422,
      { path: 'files.0', code: 'unknown_file', message: 'There is no such file.' },
    ]);
    expect((await theirs.events()).some((event) => event.role === 'user')).toBe(false);
    const own = await upload(theirs, 'b', 'b.txt');
    const mixed = await theirs.turn({ text: 'a', files: [own.file.id, 'no-id', file.id] });
    expect([mixed.status, mixed.body.issues[0]?.path]).toEqual([422, 'files.1']);
  });

  it('are what their content is, whatever their name and sender say', async () => {
    const conversation = await app.open('files');
    const page = await upload(conversation, '<script>alert(1)</script>', 'index.html', 'text/html');
    expect(page.file).toMatchObject({ name: 'index.html.txt', type: 'text/plain' });
    const got = await download(conversation, page.file.id);
    expect(got.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const picture = await upload(conversation, png, 'a.exe', 'application/x-msdownload');
    expect(picture.file).toMatchObject({ name: 'a.exe.png', type: 'image/png' });
    const names = ['../../a.log', 'a\\..\\b.log', 'x"; filename="evil.html', '\u202Egpj.log', 'NUL'];
    for (const name of names) {
      const { file } = await upload(conversation, 'text', name);
      expect(file.name).toMatch(/^[^/\\"\p{Cc}\p{Cf}]+\.(log|txt)$/u);
    }
    for (const [content, name] of [
      ['<svg onload="alert(1)"/>', 'a.png'],
      [Buffer.from('MZ\x90\x00\x03\x00', 'latin1'), 'a.txt'],
      [officeOf(wordWithMacros), 'a.docx'],
    ] as const) {
      const refused = await upload(conversation, content, name);
      expect([name, refused.status, refused.code]).toEqual([name, 415, 'unsupported_type']);
    }
    expect((await upload(conversation, officeOf(word), 'a.docx')).status).toBe(201);
  });

  it('keep to the limits of their bot', async () => {
    const none = await app.open('none');
    expect(await upload(none, 'a', 'a.txt')).toMatchObject({ status: 415, code: 'uploads_off' });
    const narrow = await app.open('narrow');
    expect(await upload(narrow, 'a', 'a.txt')).toMatchObject({ status: 415, code: 'unsupported_type' });
    expect((await upload(narrow, png, 'a.png')).status).toBe(201);
    const exactly = Buffer.concat([png, Buffer.alloc(10_000 - png.length)]);
    expect((await upload(narrow, exactly, 'a.png')).status).toBe(201);
    const larger = await upload(narrow, Buffer.concat([exactly, Buffer.alloc(1)]), 'a.png');
    expect([larger.status, larger.code]).toEqual([413, 'too_large']);
    expect((await upload(narrow, Buffer.alloc(5_000_000), 'a.png')).code).toBe('too_large');
    const wide = await app.open('files');
    expect((await upload(wide, 'x'.repeat(10_000_000), 'a.txt')).status).toBe(201);
    expect((await upload(wide, 'x'.repeat(10_000_001), 'a.txt')).code).toBe('too_large');
  });

  it('are so many and so large in a conversation, and no more', async () => {
    const conversation = await app.open('files');
    const statuses = [];
    for (let index = 0; index < 52; index++) statuses.push((await upload(conversation, 'a', 'a.txt')).code ?? 'kept');
    expect(statuses.filter((status) => status === 'kept')).toHaveLength(50);
    expect(statuses.slice(50)).toEqual(['too_many_files', 'too_many_files']);
    const other = await app.open('files');
    for (let index = 0; index < 10; index++)
      expect((await upload(other, Buffer.alloc(10_000_000, 'a'), 'a.txt')).status).toBe(201);
    expect((await upload(other, 'a', 'a.txt')).code).toBe('too_many_files');
  });

  it('of what a flow reads, texts are cut', async () => {
    const conversation = await app.open('files');
    const ids = [];
    for (let index = 0; index < 4; index++)
      ids.push((await upload(conversation, `${'é'.repeat(19_999)}😀x`, 'a.txt')).file.id);
    await conversation.turn({ text: 'a', files: ids });
    const rows: { text: string }[] = await app.app.database.dataSource.query(
      'SELECT text FROM conversation_file WHERE conversation_id = $1',
      [conversation.id],
    );
    expect(rows.map(({ text }) => text.length)).toEqual([20_000, 20_000, 20_000, 20_000]);
    expect(rows[0]?.text.isWellFormed()).toBe(true);
    const [state] = await app.app.database.dataSource.query('SELECT snapshot FROM conversation WHERE id = $1', [
      conversation.id,
    ]);
    const texts = [...JSON.stringify(state.snapshot).matchAll(/é+/g)].map(([text]) => text.length);
    expect(texts).toEqual([19_999, 19_999, 10_000]);
  });

  it('go with their conversation', async () => {
    const conversation = await app.open('files');
    await upload(conversation, 'a', 'a.txt');
    const { RetentionStore, hotPool } = await import('@patchbay/db');
    const { dataSource } = app.app;
    const [row] = await app.app.database.dataSource.query('SELECT workspace_id FROM conversation WHERE id = $1', [
      conversation.id,
    ]);
    const later = Date.now() + 60_000;
    await new RetentionStore(hotPool(dataSource)).removeConversations({
      workspaceId: row.workspace_id,
      beforeMs: later,
      after: null,
    });
    const count = 'SELECT count(*)::int AS count FROM conversation_file WHERE conversation_id = $1';
    expect(await app.app.database.dataSource.query(count, [conversation.id])).toEqual([{ count: 0 }]);
  });
});

describe('bodies that no honest client sends', () => {
  const boundary = 'x';
  const part = (headers: string, body = 'a') => `--${boundary}\r\n${headers}\r\n\r\n${body}\r\n`;
  const file = (more = '') => part(`content-disposition: form-data; name="file"; filename="a.txt"${more}`);
  const end = `--${boundary}--\r\n`;

  async function raw(conversation: TestConversation, body: string | Buffer, headers: Record<string, string> = {}) {
    const response = await fetch(`${app.app.url}${conversation.path}/files`, {
      method: 'POST',
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        authorization: `Bearer ${conversation.token}`,
        ...headers,
      },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return { status: response.status, text: await response.text() };
  }

  it('are refused, change nothing, and are never a fault of ours', async () => {
    const conversation = await app.open('files');
    const before = await databaseFingerprint(app.app.database);
    const odd: Record<string, [string | Buffer, Record<string, string>?]> = {
      'JSON instead of a form': ['{"file":"a"}', { 'content-type': 'application/json' }],
      'a text instead of a form': ['a', { 'content-type': 'text/plain' }],
      'no boundary': [file() + end, { 'content-type': 'multipart/form-data' }],
      'another boundary': [file() + end, { 'content-type': 'multipart/form-data; boundary=y' }],
      'no type': [file() + end, { 'content-type': '' }],
      'another kind of multipart': [file() + end, { 'content-type': `multipart/mixed; boundary=${boundary}` }],
      nothing: [''],
      'no end': [file()],
      'no part': [end],
      'a field, no file': [part('content-disposition: form-data; name="file"') + end],
      'two files': [file() + file() + end],
      'many fields': [
        Array.from({ length: 50 }, (_, index) => part(`content-disposition: form-data; name="f${index}"`)).join('') +
          file() +
          end,
      ],
      'a field of a prototype': [part('content-disposition: form-data; name="__proto__"') + file() + end],
      'an empty file': [part('content-disposition: form-data; name="file"; filename="a.txt"', '') + end],
      garbage: [Buffer.from('9c1185a5c5e9fc54612808977ee8f548'.repeat(500), 'hex')],
      packed: [file() + end, { 'content-encoding': 'gzip' }],
    };
    const wrong: string[] = [];
    for (const [name, [body, headers]] of Object.entries(odd)) {
      const { status, text } = await raw(conversation, body, headers);
      if (status < 400 || status >= 500 || !text.includes('"title"')) wrong.push(`${name}: ${status} ${text}`);
    }
    expect(wrong).toEqual([]);
    expect(await databaseFingerprint(app.app.database)).toEqual(before);
  });

  it('one that ends in its midst leaves nothing held: as many as may come at once come after them', async () => {
    const conversation = await app.open('files');
    for (let index = 0; index < 20; index++)
      await new Promise<void>((resolve) => {
        const call = request(`${app.app.url}${conversation.path}/files`, {
          method: 'POST',
          headers: {
            'content-type': `multipart/form-data; boundary=${boundary}`,
            authorization: `Bearer ${conversation.token}`,
            'content-length': '100000',
          },
        });
        call.on('error', () => resolve());
        call.write(file().slice(0, -3));
        setTimeout(() => {
          call.destroy();
          resolve();
        }, 20);
      });
    const { uploads } = LIMITS.atOnce;
    const conversations = await Promise.all(Array.from({ length: uploads }, () => app.open('files')));
    // The server hears of the end of a connection a moment later.
    for (let tries = 0; ; tries++) {
      const after = await Promise.all(conversations.map((one) => upload(one, 'a', 'a.txt')));
      if (after.every(({ status }) => status === 201)) break;
      if (tries === 30) expect(after.map(({ status }) => status)).toEqual(after.map(() => 201));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  });

  it('forms are taken nowhere else', async () => {
    for (const path of ['/api/v1/workspaces/default/flows', '/api/chat/files/conversations', '/api/v1/auth/login']) {
      const answer = await app.fetch(path, { body: formOf('a'), token: app.adminKey });
      expect([path, answer.status]).toEqual([path, 415]);
    }
  });
});

describe('the table of conversations', () => {
  it('has every conversation once, over several pages, of one flow or of all, with no formula in it', async () => {
    const conversation = await app.open('files');
    await conversation.say('=HYPERLINK("https://evil.example","click")');
    const { dataSource } = app.app.database;
    // More than two pages of them.
    await dataSource.query(
      `INSERT INTO conversation SELECT (json_populate_record(c, json_build_object(
         'id', ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'preview', 'copy ' || n))).*
       FROM conversation c, generate_series(1, 2500) n WHERE c.id = $1`,
      [conversation.id],
    );
    const [{ count }] = await dataSource.query('SELECT count(*)::int AS count FROM conversation');
    const table = async (query = '') => {
      const answer = await app.fetch(`/api/v1/workspaces/default/conversations/export${query}`, {
        token: app.adminKey,
      });
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
        ...[200, 'text/csv; charset=utf-8', 'attachment; filename="conversations.csv"'],
      ]);
      return (await answer.text()).trimEnd().split('\r\n').slice(1);
    };
    const rows = await table();
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(count);
    expect(rows).toHaveLength(count);
    expect(rows.filter((row) => row.includes('HYPERLINK'))).toEqual([
      expect.stringContaining(`,"'=HYPERLINK(""https://evil.example"",""click"")"`),
    ]);
    expect((await table('?flow=narrow')).every((row) => row.split(',')[1] === 'narrow')).toBe(true);
    expect(await table('?flow=nobody')).toEqual([]);
  });
});
