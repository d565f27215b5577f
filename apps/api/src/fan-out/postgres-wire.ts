import { Notifications } from '@patchbay/db';
import type { Wire, WireListener } from './wire.ts';

/** LISTEN and NOTIFY of the database that is there anyway. */
export class PostgresWire implements Wire {
  readonly #url: string;
  #notifications: Notifications | undefined;

  /** `url`: past a pooler. */
  constructor({ url }: { url: string }) {
    this.#url = url;
  }

  get up(): boolean {
    return this.#notifications?.up ?? false;
  }

  start({ onPacket, onUp }: WireListener): void {
    this.#notifications = new Notifications({ url: this.#url, onPayload: onPacket, onUp });
    this.#notifications.start();
  }

  async send(packets: readonly string[]): Promise<void> {
    await this.#notifications?.notify(packets);
  }

  async stop(): Promise<void> {
    await this.#notifications?.stop();
  }
}
