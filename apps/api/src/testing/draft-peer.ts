import { once } from 'node:events';
import type { DraftEntryWire, DraftNews, Presence } from '@patchbay/api-contract';
import { WebSocket } from 'ws';

interface PeerOptions {
  url: string;
  key: string;
  workspace?: string;
  /** Where no draft is: in place of the draft's own. */
  path?: string;
  /** Of a session or a key, as for a call. */
  headers: Record<string, string>;
  /** What a browser would say; null for a program. */
  origin?: string | null;
}

/** Somebody at the other end of a draft's WebSocket. */
export class DraftPeer {
  readonly news: DraftNews[] = [];
  readonly entries: DraftEntryWire[] = [];
  /** The code that it was closed with. */
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const news: DraftNews = JSON.parse(String(data));
      this.news.push(news);
      if (news.type === 'entries') this.entries.push(...news.entries);
      for (const look of this.#waiting) look();
    });
  }

  /** Rejects with the status where it is not let in. */
  static async open({ url, key, workspace = 'default', path, headers, origin }: PeerOptions): Promise<DraftPeer> {
    const given = origin === undefined ? url : origin;
    const at = path ?? `/api/v1/workspaces/${workspace}/flows/${key}/draft/socket`;
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${at}`, {
      headers,
      ...(given === null ? {} : { origin: given }),
    });
    const peer = new DraftPeer(socket);
    await once(socket, 'open');
    return peer;
  }

  get welcome() {
    return this.news.find((news) => news.type === 'welcome');
  }

  /** As the others see this one. */
  name = '';

  /** The newest revision that it was told. */
  get known(): number {
    return this.entries.at(-1)?.revision ?? 1;
  }

  async hello(revision: number): Promise<void> {
    this.sendText(JSON.stringify({ type: 'hello', revision }));
    const welcome = await this.until('welcome');
    const own = await this.until('people', (news) => news.came.some((one) => one.id === welcome.you));
    this.name = own.came.find((one) => one.id === welcome.you)?.name ?? '';
  }

  operations(batch: { base: number; clientId: string; operations: unknown[] }): void {
    this.sendText(JSON.stringify({ type: 'operations', ...batch }));
  }

  presence(presence: Presence): void {
    this.sendText(JSON.stringify({ type: 'presence', presence }));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.close();
  }

  /** The first news of a type that fits, of those that came and those to come. */
  async until<Type extends DraftNews['type']>(
    type: Type,
    fits: (news: Extract<DraftNews, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<DraftNews, { type: Type }>> {
    const isMeant = (news: DraftNews): news is Extract<DraftNews, { type: Type }> => news.type === type;
    for (;;) {
      const found = this.news.filter(isMeant).find(fits);
      if (found) return found;
      await this.#next();
    }
  }

  /** Resolves when it was told of this revision. */
  async revision(revision: number): Promise<void> {
    while (this.known < revision) await this.#next();
  }

  #next(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        this.#waiting.delete(look);
        if (this.#socket.readyState === WebSocket.OPEN) resolve();
        else reject(new Error(`The socket was closed. Heard: ${JSON.stringify(this.news.slice(-5))}`));
      };
      this.#waiting.add(look);
      void this.closed.then(look);
    });
  }
}
