/** `pattern.invalid`: it does not parse, is too long, or asks for what a linear-time engine cannot do (look-around, back-references). `pattern.limit`: it and the text are too large together. */
export type PatternErrorCode = 'pattern.invalid' | 'pattern.limit';

export class PatternError extends Error {
  readonly code: PatternErrorCode;

  constructor({ code, message }: { code: PatternErrorCode; message: string }) {
    super(message);
    this.name = 'PatternError';
    this.code = code;
  }
}
