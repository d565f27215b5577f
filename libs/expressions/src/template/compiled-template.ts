/** What a render is given. */
export interface RenderInput {
  /** Plain JSON: `vars`, `user`, `message`, `nodes`, `conversation`, `flow`, `env`. It is only read. */
  scope: Readonly<Record<string, unknown>>;
  /** ISO, UTC; stands still through a turn. */
  now: string;
  /** IANA name of the zone that `date` and its like use; UTC when it is missing or unknown. */
  timezone?: string | undefined;
  /** Language of the names of months and days, such as `de-CH`; `en-US` when it is missing or malformed. */
  locale?: string | undefined;
}

export interface CompiledTemplate {
  readonly source: string;
  /** Whether it is text alone, the same at every render. */
  readonly constant: boolean;
  /** What it reads of the scope, each path once, as far as it is written out: `['vars', 'order', 'amount']`. Names made by `assign`, `for` and `capture` are left out. */
  readonly references: readonly (readonly string[])[];
  /** Paths that end in a dot, as they are written: they are read as if it were not there. */
  readonly loose: readonly string[];
  /**
   * The native value when the template is exactly one output tag, outer white space aside, else its text. A lone path gives the very value of the
   * scope, not a copy. Throws `TemplateError` `template.render` or `template.limit`.
   */
  render(input: RenderInput): unknown;
  /** Its text, whatever it is. Throws as `render` does. */
  renderText(input: RenderInput): string;
}
