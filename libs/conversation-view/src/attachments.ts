import {
  type ChatClient,
  type ChatCredentials,
  ChatError,
  type ChatFile,
  type UploadRules,
} from '@patchbay/api-contract/chat';
import { newKey } from './new-key.ts';
import type { Pauses } from './pauses.ts';
import { retryDelay } from './retry-delay.ts';

/** A file that will go along with the next message. */
export interface Attachment {
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  status: 'sending' | 'ready' | 'refused';
  /** As it was chosen; undefined of one that came back with a refused message. */
  chosen: File | undefined;
  /** As the server has it; undefined until then. */
  stored: ChatFile | undefined;
  refusal: AttachmentRefusal | undefined;
}

export interface AttachmentRefusal {
  /** The server's, or the page's own: `empty`, `too_many`. Undefined when the server was not reached. */
  code: string | undefined;
  detail: string | undefined;
  /** Whether the same may be taken later. */
  passes: boolean;
}

/** A server that is away or busy is asked so often before the user is told. */
const MOST_TRIES = 4;

interface AttachmentsParts {
  client: ChatClient;
  pauses: Pauses;
  random(): number;
  /** The conversation that files go to; waits until there is one. */
  credentials(): Promise<ChatCredentials>;
  onChange(): void;
  signal: AbortSignal;
}

/** Files that were chosen and not sent with a message yet. They go to the server at once, one after another; the message names those that are there. */
export class Attachments {
  readonly #parts: AttachmentsParts;
  readonly #running = new Map<string, AbortController>();
  #last: Promise<void> = Promise.resolve();
  #all: readonly Attachment[] = [];

  constructor(parts: AttachmentsParts) {
    this.#parts = parts;
    parts.signal.addEventListener('abort', () => {
      for (const control of this.#running.values()) control.abort();
    });
  }

  get all(): readonly Attachment[] {
    return this.#all;
  }

  add({ files, rules }: { files: readonly File[]; rules: UploadRules }): void {
    for (const file of files) this.#begin({ ...attachmentOf(file), chosen: file }, rules);
  }

  /** Tries one again that was refused. */
  retry({ key, rules }: { key: string; rules: UploadRules }): void {
    const attachment = this.#all.find((one) => one.key === key);
    if (attachment) this.#begin(attachment, rules);
  }

  remove(key: string): void {
    this.#running.get(key)?.abort();
    this.#running.delete(key);
    this.#change(this.#all.filter((one) => one.key !== key));
  }

  /** Gives those that the server has to the message that is sent now. What may be tried again stays for the next one. */
  take(): ChatFile[] {
    const stored = this.#all.flatMap((one) => one.stored ?? []);
    this.#change(this.#all.filter((one) => one.status === 'sending' || one.refusal?.passes));
    return stored;
  }

  /** Puts files back that the server has, of a message that it did not take. */
  restore(files: readonly ChatFile[]): void {
    this.#change([
      ...this.#all,
      ...files.map((stored) => ({ ...attachmentOf(stored), status: 'ready' as const, stored })),
    ]);
  }

  /** Takes over what was attached in another conversation: the server of this one has nothing of it. */
  carry(before: readonly Attachment[]): void {
    for (const attachment of before) {
      if (attachment.refusal) this.#change([...this.#all, attachment]);
      else if (attachment.chosen) this.#send({ ...attachment, stored: undefined }, attachment.chosen);
    }
  }

  #begin(attachment: Attachment, rules: UploadRules): void {
    const { key, size, chosen } = attachment;
    if (!chosen) return;
    const others = this.#all.filter((one) => one.key !== key && one.status !== 'refused');
    const code = refusalOf({ size, others: others.length, rules });
    if (code === undefined) this.#send(attachment, chosen);
    else
      this.#put({
        ...attachment,
        status: 'refused',
        refusal: { code, detail: undefined, passes: code === 'too_many' },
      });
  }

  #send(attachment: Attachment, file: File): void {
    const control = new AbortController();
    const { signal } = control;
    this.#running.set(attachment.key, control);
    this.#put({ ...attachment, status: 'sending', refusal: undefined });
    this.#last = this.#last
      .then(() => this.#upload({ file, signal }))
      .then((outcome) => {
        if (signal.aborted) return;
        this.#running.delete(attachment.key);
        this.#put({ ...attachment, refusal: undefined, ...outcome });
      });
  }

  async #upload(call: { file: File; signal: AbortSignal }): Promise<Partial<Attachment>> {
    const { client, pauses, random } = this.#parts;
    for (let attempt = 0; ; attempt++) {
      const credentials = await this.#credentials(call.signal);
      if (!credentials) return {};
      try {
        return { status: 'ready', stored: await client.upload({ ...call, credentials }) };
      } catch (error) {
        const { problem, passes = true, retryAfterMs: askedMs } = error instanceof ChatError ? error : {};
        if (!passes || attempt + 1 >= MOST_TRIES)
          return { status: 'refused', refusal: { code: problem?.code, detail: problem?.detail, passes } };
        const milliseconds = retryDelay({ attempt, random: random(), askedMs });
        await pauses.pause({ milliseconds, leastMs: askedMs, signal: call.signal });
      }
    }
  }

  /** Undefined for a file that is let go of before there is a conversation. */
  #credentials(signal: AbortSignal): Promise<ChatCredentials | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      signal.addEventListener('abort', () => resolve(undefined));
      void this.#parts.credentials().then(resolve);
    });
  }

  #put(attachment: Attachment): void {
    const isKnown = this.#all.some((one) => one.key === attachment.key);
    this.#change(
      isKnown ? this.#all.map((one) => (one.key === attachment.key ? attachment : one)) : [...this.#all, attachment],
    );
  }

  #change(all: readonly Attachment[]): void {
    this.#all = all;
    this.#parts.onChange();
  }
}

function refusalOf({ size, others, rules }: { size: number; others: number; rules: UploadRules }): string | undefined {
  if (size === 0) return 'empty';
  if (size > rules.maxBytes) return 'too_large';
  return others < rules.maxFiles ? undefined : 'too_many';
}

function attachmentOf({ name, size }: { name: string; size: number }): Attachment {
  return { key: newKey(), name, size, status: 'sending', chosen: undefined, stored: undefined, refusal: undefined };
}
