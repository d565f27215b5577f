import {
  DRAFT_SOCKET_CLOSE,
  DRAFT_SOCKET_PATH,
  type DraftNews,
  draftNewsSchema,
  type DraftRequest,
} from '@patchbay/api-contract';

/** Milliseconds. The server says something at least every 15 s: after this much silence the line is dead. */
const SILENCE_MS = 40_000;
const FIRST_AGAIN_MS = 400;
const LONGEST_AGAIN_MS = 15_000;

interface DraftLineOptions {
  workspace: string;
  flowKey: string;
  onOpen(): void;
  onNews(news: DraftNews): void;
  /** The line is cut; `final` when it makes no sense to try again, with the code that says why. */
  onCut(cut: { final: number | undefined }): void;
}

/** The WebSocket of a draft: opened again and again until it is ended. */
export class DraftLine {
  readonly #options: DraftLineOptions;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #hint: number | undefined;
  #ended = false;

  constructor(options: DraftLineOptions) {
    this.#options = options;
  }

  get open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Whether it is open, or it is not yet known whether it will be. */
  get trying(): boolean {
    return this.#socket !== undefined;
  }

  /** How often it failed in a row. */
  get failures(): number {
    return this.#tries;
  }

  start(): void {
    this.#ended = false;
    this.#connect();
    window.addEventListener('online', this.#now);
    window.addEventListener('offline', this.#cut);
  }

  send(request: DraftRequest): void {
    if (this.open) this.#socket?.send(JSON.stringify(request));
  }

  stop(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    window.removeEventListener('online', this.#now);
    window.removeEventListener('offline', this.#cut);
    this.#socket?.close(1000);
    this.#socket = undefined;
  }

  /** Anything is wrong with what was said: begin again. */
  again(): void {
    this.#socket?.close(4000);
  }

  readonly #now = () => {
    if (this.#socket || this.#ended) return;
    clearTimeout(this.#timer);
    this.#connect();
  };

  // The browser knows before the socket does.
  readonly #cut = () => this.#socket?.close(4000);

  #connect(): void {
    const { workspace, flowKey, onOpen, onNews, onCut } = this.#options;
    // Told by `online` as soon as it makes sense.
    if (!navigator.onLine) {
      this.#timer = setTimeout(() => this.#connect(), LONGEST_AGAIN_MS);
      return;
    }
    const path = DRAFT_SOCKET_PATH.replace(':workspace', workspace).replace(':key', flowKey);
    const socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}${path}`);
    this.#socket = socket;
    this.#listen();
    socket.onopen = () => onOpen();
    socket.onmessage = ({ data }) => {
      this.#listen();
      const news = parsed(data);
      if (!news) return;
      if (news.type === 'bye') this.#hint = news.retryMs;
      if (news.type === 'welcome') this.#tries = 0;
      onNews(news);
    };
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      clearTimeout(this.#silence);
      const final = isFinal(code) ? code : undefined;
      if (!this.#ended) onCut({ final });
      if (this.#ended || final !== undefined) return;
      this.#tries += 1;
      this.#timer = setTimeout(() => this.#connect(), this.#pause());
    };
  }

  // With chance in it, so that all who were cut off do not come back at once.
  #pause(): number {
    const hint = this.#hint;
    this.#hint = undefined;
    if (hint !== undefined) return hint * (1 + Math.random());
    return Math.min(LONGEST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** Math.min(8, this.#tries - 1)) * (0.5 + Math.random());
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.close(4000), SILENCE_MS);
  }
}

function isFinal(code: number): boolean {
  const { signedOut, forbidden, gone } = DRAFT_SOCKET_CLOSE;
  return code === signedOut || code === forbidden || code === gone;
}

function parsed(data: unknown): DraftNews | undefined {
  try {
    return draftNewsSchema.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
