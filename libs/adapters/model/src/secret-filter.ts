const SHORTEST = 4;
const INSTEAD = '•••';

/** Takes a secret out of a text that comes in parts, wherever the parts are cut: what may be the beginning of it waits for the next one. */
export class SecretFilter {
  readonly #secrets: readonly string[];
  #held = '';

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.filter((secret) => secret.length >= SHORTEST);
  }

  /** What can be told now. */
  push(text: string): string {
    if (this.#secrets.length === 0) return text;
    const known = this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, INSTEAD), this.#held + text);
    const keep = Math.max(...this.#secrets.map((secret) => overlap({ text: known, secret })));
    this.#held = known.slice(known.length - keep);
    return known.slice(0, known.length - keep);
  }

  /** What was held back and is none; the next text begins anew. */
  flush(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

/** How many characters at the end of the text are the beginning of the secret. */
function overlap({ text, secret }: { text: string; secret: string }): number {
  for (let length = Math.min(secret.length - 1, text.length); length > 0; length--)
    if (text.endsWith(secret.slice(0, length))) return length;
  return 0;
}
