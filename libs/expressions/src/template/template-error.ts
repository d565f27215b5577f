/** What is wrong with a template: it does not parse, it failed while rendering, or it passed a limit. */
export type TemplateErrorCode = 'template.parse' | 'template.render' | 'template.limit';

export class TemplateError extends Error {
  readonly code: TemplateErrorCode;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(options: {
    code: TemplateErrorCode;
    message: string;
    line?: number | undefined;
    column?: number | undefined;
  }) {
    super(options.message);
    this.name = 'TemplateError';
    this.code = options.code;
    this.line = options.line;
    this.column = options.column;
  }
}
