/** Carries short texts between the processes of an installation. It may lose them: whoever waits for one looks into the database as well. */
export interface Wire {
  /** Whether what is sent now is likely to be heard. */
  readonly up: boolean;
  start(listener: WireListener): void;
  /** Sends to all processes, this one included; rejects when it cannot. */
  send(packets: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface WireListener {
  onPacket(packet: string): void;
  /** It listens from now on, at first or again: what was sent before was not heard. */
  onUp(): void;
}
