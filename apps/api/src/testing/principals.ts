import { starterDocument } from '@patchbay/flow-spec';
import { testFlow } from './chat-app.ts';
import { startTestApp, type TestApp } from './start-test-app.ts';

/** Everybody who may come to a door. `stranger` is an administrator of another workspace; `revoked` was one of this one, and is no more. */
export const PRINCIPALS = ['nobody', 'user', 'viewer', 'agent', 'editor', 'admin', 'stranger', 'revoked'] as const;
export type PrincipalName = (typeof PRINCIPALS)[number];

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown> & { issues?: { path: string; code: string; message: string }[] };
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

const password = 'correct horse battery';
export const W = '/api/v1/workspaces/default';

/** An app with two workspaces, a published bot, a conversation with it, and a credential of each principal: an API key, and where it is a person a session. */
export class Installation {
  readonly app: TestApp;
  readonly keys: Record<PrincipalName, Record<string, string>>;
  readonly sessions: Partial<Record<PrincipalName, Record<string, string>>>;
  readonly conversation: { id: string; token: string };
  /** Id of a file of the conversation. */
  readonly fileId: string;

  private constructor(
    app: TestApp,
    keys: Record<PrincipalName, Record<string, string>>,
    sessions: Partial<Record<PrincipalName, Record<string, string>>>,
    conversation: { id: string; token: string },
    fileId: string,
  ) {
    this.app = app;
    this.keys = keys;
    this.sessions = sessions;
    this.conversation = conversation;
    this.fileId = fileId;
  }

  static async start(options: Parameters<typeof startTestApp>[0] = {}): Promise<Installation> {
    const app = await startTestApp({
      ...options,
      variables: {
        PATCHBAY_ADMIN_EMAIL: 'admin@example.com',
        PATCHBAY_ADMIN_PASSWORD: password,
        PATCHBAY_RATE_LIMITS: 'off',
        ...options.variables,
      },
    });
    const send = (path: string, method: string, options: CallOptions) => sendTo(app.url, method, path, options);
    const signIn = async (email: string) => {
      const login = await send('/api/v1/auth/login', 'POST', { body: { email, password } });
      return {
        cookie: login.headers.get('set-cookie')?.split(';')[0] ?? '',
        'x-csrf-token': String(login.body.csrfToken),
      };
    };
    const made = async (path: string, body: unknown, headers: Record<string, string>) => {
      const reply = await send(path, 'POST', { body, headers });
      if (reply.status > 202) throw new Error(`${path}: ${reply.text}`);
      return reply.body;
    };
    const admin = await signIn('admin@example.com');
    await made(
      '/api/v1/workspaces',
      {
        key: 'other',
        name: 'Other',
        administrator: { email: 'stranger@example.com', name: 'Stranger', password },
      },
      admin,
    );
    const stranger = await signIn('stranger@example.com');
    const keyOf = async (workspace: string, role: string, headers: Record<string, string>) => {
      const { id, key } = await made(`/api/v1/workspaces/${workspace}/api-keys`, { name: role, role }, headers);
      return { id: String(id), headers: { authorization: `Bearer ${String(key)}` } };
    };
    const sessions: Partial<Record<PrincipalName, Record<string, string>>> = { admin, stranger };
    const keys: Partial<Record<PrincipalName, Record<string, string>>> = { nobody: {} };
    for (const role of ['viewer', 'agent', 'editor', 'admin'] as const) {
      keys[role] = (await keyOf('default', role, admin)).headers;
      if (role === 'admin') continue;
      await made(`${W}/members`, { email: `${role}@example.com`, name: role, role, password }, admin);
      sessions[role] = await signIn(`${role}@example.com`);
    }
    keys.stranger = (await keyOf('other', 'admin', stranger)).headers;
    const lost = await keyOf('default', 'admin', admin);
    await send(`${W}/api-keys/${lost.id}`, 'DELETE', { headers: admin });
    keys.revoked = lost.headers;
    const gone = await made(
      `${W}/members`,
      { email: 'gone@example.com', name: 'Gone', role: 'admin', password },
      admin,
    );
    sessions.revoked = await signIn('gone@example.com');
    await send(`${W}/members/${String(gone.id)}`, 'PATCH', { body: { disabled: true }, headers: admin });
    await made(
      `${W}/flows`,
      testFlow(
        'bot',
        [{ id: 'q', type: 'question', config: { text: 'What?', saveAs: 'said' } }],
        ['start > q', 'q > q'],
      ),
      admin,
    );
    await made(`${W}/flows/bot/publish`, {}, admin);
    const opened = await made('/api/chat/bot/conversations', {}, {});
    const conversation = opened.conversation as { id: string; token: string };
    keys.user = { authorization: `Bearer ${conversation.token}` };
    const file = await made(`/api/chat/bot/conversations/${conversation.id}/files`, formOf('a line'), keys.user);
    return new Installation(
      app,
      keys as Record<PrincipalName, Record<string, string>>,
      sessions,
      conversation,
      String(file.id),
    );
  }

  send(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
    return sendTo(this.app.url, method, path, options);
  }

  /** As the administrator of the first workspace, by API key; throws where that is refused. */
  async admin(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const reply = await this.send(method, path, { ...(body === undefined ? {} : { body }), headers: this.keys.admin });
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.text}`);
    return reply.body;
  }

  /** A flow that nobody else uses; gives its key. */
  async flow({ published = false }: { published?: boolean } = {}): Promise<string> {
    const key = `flow-${++flows}`;
    await this.admin('POST', `${W}/flows`, starterDocument({ key, name: key }));
    if (published) await this.admin('POST', `${W}/flows/${key}/publish`, {});
    return key;
  }

  stop(): Promise<void> {
    return this.app.stop();
  }
}

/** The form that sends a file. */
export function formOf(content: BlobPart, name = 'notes.log', type = 'text/plain'): FormData {
  const form = new FormData();
  form.set('file', new File([content], name, { type }));
  return form;
}

let flows = 0;

async function sendTo(url: string, method: string, path: string, { body, headers }: CallOptions): Promise<Reply> {
  const isForm = body instanceof FormData;
  const text = body === undefined || isForm || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(text === undefined || isForm ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(text === undefined ? {} : { body: text }),
  });
  const raw = await response.text();
  const json = response.headers.get('content-type')?.includes('json') && raw;
  return { status: response.status, headers: response.headers, text: raw, body: json ? JSON.parse(raw) : {} };
}
