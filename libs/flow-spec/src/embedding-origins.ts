import { isRecord } from './is-record.ts';

const MOST_ORIGINS = 50;
// A scheme, a host that may begin with `*.`, a port: nothing that could end a header or name more than one place.
const originPattern = /^https?:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?$/;

/** Whether a text is an origin that may embed a chat, such as `https://intranet.example.com` or `https://*.example.com`. */
export function isEmbeddingOrigin(value: unknown): value is string {
  return typeof value === 'string' && originPattern.test(value) && !value.includes('..') && !/\*\.[^.]+$/.test(value);
}

/** Sites that a flow's settings let embed its chat; undefined when the setting is faulty, none when it is not there. */
export function embeddingOrigins(settings: unknown): string[] | undefined {
  if (!isRecord(settings) || settings.embedding === undefined) return [];
  const { embedding } = settings;
  if (!isRecord(embedding) || !Array.isArray(embedding.origins) || embedding.origins.length > MOST_ORIGINS)
    return undefined;
  const origins: unknown[] = embedding.origins;
  return origins.every(isEmbeddingOrigin) ? origins : undefined;
}
