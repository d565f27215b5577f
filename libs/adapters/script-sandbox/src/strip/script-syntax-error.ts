/** A script that cannot be parsed. `line` and `column` count from 1 in the author's own text, columns in UTF-16 units. */
export class ScriptSyntaxError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(options: { message: string; line: number; column: number }) {
    super(options.message);
    this.name = 'ScriptSyntaxError';
    this.line = options.line;
    this.column = options.column;
  }
}
