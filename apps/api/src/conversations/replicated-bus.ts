import type { FanOut } from '../fan-out/fan-out.ts';
import { type ConversationBus, InProcessBus } from './conversation-bus.ts';
import type { OutputItem, OutputListener } from './run-output.ts';

/** Within this process, and to the processes that follow the conversation: they hear that something was kept and look it up, and get text in writing as it is. */
export class ReplicatedBus implements ConversationBus {
  readonly #local = new InProcessBus();
  readonly #fanOut: FanOut;

  constructor(fanOut: FanOut) {
    this.#fanOut = fanOut;
  }

  publish(conversationId: string, item: OutputItem): void {
    this.#local.publish(conversationId, item);
    if (!this.#fanOut.wanted(conversationId)) return;
    if (item.kind === 'kept') this.#fanOut.tell({ kind: 'kept', conversationId });
    else if (item.part) this.#fanOut.tell({ kind: 'text', conversationId, part: item.part });
  }

  subscribe(conversationId: string, listener: OutputListener): () => void {
    return this.#local.subscribe(conversationId, listener);
  }
}
