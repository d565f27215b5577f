/** Lines that a feature has for who starts the process, such as the link of the set-up page. */
export interface StartupMessage {
  lines(options: { url: string }): Promise<string[]>;
}

/** Features add theirs in their constructors or `onModuleInit`; they are printed once, after the address. */
export class StartupMessages {
  readonly #members: StartupMessage[] = [];

  add(message: StartupMessage): void {
    this.#members.push(message);
  }

  async lines({ url }: { url: string }): Promise<string[]> {
    const all = await Promise.all(this.#members.map((member) => member.lines({ url })));
    return all.flat();
  }
}
