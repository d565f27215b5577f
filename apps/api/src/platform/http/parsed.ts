import { Body, type PipeTransform, Query } from '@nestjs/common';
import type { z } from 'zod';
import { problems } from './problems.ts';
import { unstorableText } from './unstorable-text.ts';
import { zodIssues } from './zod-issues.ts';

class ZodPipe implements PipeTransform<unknown, unknown> {
  readonly #schema: z.ZodType;
  readonly #prefix: readonly string[];

  constructor(schema: z.ZodType, prefix: readonly string[]) {
    this.#schema = schema;
    this.#prefix = prefix;
  }

  transform(value: unknown): unknown {
    const faulty = unstorableText(value);
    if (faulty !== undefined)
      throw problems.invalid([
        {
          path: [...this.#prefix, faulty].filter(Boolean).join('.'),
          code: 'invalid_text',
          message: 'A text holds NUL, or half of a pair of surrogates.',
        },
      ]);
    const parsed = this.#schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw problems.invalid(zodIssues({ issues: parsed.error.issues, prefix: this.#prefix }));
  }
}

/** The body, parsed; what does not fit is refused with 422 and a path for each fault. */
export const ParsedBody = (schema: z.ZodType) => Body(new ZodPipe(schema, []));
export const ParsedQuery = (schema: z.ZodType) => Query(new ZodPipe(schema, ['query']));
