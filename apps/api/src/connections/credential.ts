import { type ConnectionKind, secretReferenceSchema, type SecretValue } from '@patchbay/api-contract';
import { z } from 'zod';

/** The secrets of a connection with the origins that they were given for: both are sealed together. */
export interface Credential {
  /** A secret, or where it is kept outside. */
  secrets: Record<string, SecretValue>;
  /** Undefined for one that was sealed before origins were: then those of the connection count. */
  origins: readonly string[] | undefined;
}

const texts = z.record(z.string(), z.string());
const current = z.strictObject({
  origins: z.array(z.string()),
  secrets: z.record(z.string(), z.union([z.string(), secretReferenceSchema])),
});

/** What is sealed. */
export function credentialText({
  secrets,
  origins,
}: {
  secrets: Record<string, SecretValue>;
  origins: readonly string[];
}): string {
  return JSON.stringify({ origins, secrets });
}

export function parsedCredential(text: string): Credential {
  const parsed: unknown = JSON.parse(text);
  const now = current.safeParse(parsed);
  return now.success ? now.data : { secrets: texts.parse(parsed), origins: undefined };
}

const OPENAI = 'https://api.openai.com';

/** Where a connection sends its credential, by what it says of itself. */
export function originsOf({ kind, config }: { kind: ConnectionKind; config: Record<string, unknown> }): string[] {
  const addresses = [
    config.baseUrl ?? (kind === 'openai' ? OPENAI : undefined),
    ...(kind === 'http' && Array.isArray(config.origins) ? config.origins : []),
  ];
  return [...new Set(addresses.flatMap((one) => (typeof one === 'string' ? (URL.parse(one)?.origin ?? []) : [])))];
}

/** The origins of a connection to which its credential may be sent: those that it was given for. */
export function allowedOrigins(connection: {
  kind: ConnectionKind;
  config: Record<string, unknown>;
  credential: Credential;
}): string[] {
  const { origins } = connection.credential;
  const said = originsOf(connection);
  return origins === undefined ? said : said.filter((origin) => origins.includes(origin));
}
