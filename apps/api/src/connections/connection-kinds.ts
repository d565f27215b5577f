import type { ConnectionKind } from '@patchbay/api-contract';
import { z } from 'zod';
import { problems } from '../platform/http/problems.ts';
import { zodIssues } from '../platform/http/zod-issues.ts';

const url = z.url({ protocol: /^https?$/, error: 'An address that begins with http:// or https://.' });
const origin = url.refine(
  (text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ''),
  'An origin, such as https://api.example.com, without a path.',
);
const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'The name of a header.');

/** What a million tokens of a model cost: shown in tests, and nothing else. */
const prices = z.strictObject({
  input: z.number().min(0).max(1_000_000),
  output: z.number().min(0).max(1_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/, 'A currency, such as EUR.'),
});

const configs: Record<ConnectionKind, z.ZodType<Record<string, unknown>>> = {
  http: z.strictObject({
    baseUrl: url.optional(),
    /** Where else the credential may be sent. */
    origins: z.array(origin).max(50).optional(),
    auth: z.enum(['none', 'bearer', 'basic', 'header', 'query']).default('none'),
    header: headerName.optional(),
    param: z.string().max(100).optional(),
    username: z.string().max(500).optional(),
  }),
  openai: z.strictObject({
    baseUrl: url.optional(),
    model: z.string().max(200).optional(),
    organization: z.string().max(200).optional(),
    timeoutMs: z.number().int().min(1000).max(600_000).optional(),
    prices: prices.optional(),
  }),
  ollama: z.strictObject({
    baseUrl: url,
    model: z.string().max(200).optional(),
    timeoutMs: z.number().int().min(1000).max(600_000).optional(),
    prices: prices.optional(),
  }),
};

/** Secrets that each kind may have. */
export const SECRET_NAMES: Record<ConnectionKind, readonly string[]> = {
  http: ['token', 'password', 'value'],
  openai: ['apiKey'],
  ollama: ['apiKey'],
};

/** The config of a connection by its kind, or 422 with a path for each fault. */
export function checkedConfig({
  kind,
  config,
}: {
  kind: ConnectionKind;
  config: Record<string, unknown>;
}): Record<string, unknown> {
  const parsed = configs[kind].safeParse(config);
  if (parsed.success) return parsed.data;
  throw problems.invalid(zodIssues({ issues: parsed.error.issues, prefix: ['config'] }));
}
