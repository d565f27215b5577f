import type { UploadRules } from '@patchbay/api-contract/chat';
import type { ViewTextOverrides } from '@patchbay/conversation-view';

/** What the server says of the bot that this page is for. */
export interface Bot {
  address: string;
  /** Undefined when there is no such bot, or it is offline. */
  name: string | undefined;
  texts: ViewTextOverrides;
  /** Undefined when the bot takes no files. */
  uploads: UploadRules | undefined;
}

/** Reads what the server wrote into the page as inert JSON. */
export function readBot(page: Document): Bot {
  const data: unknown = JSON.parse(page.getElementById('patchbay-bot')?.textContent ?? '{}');
  const told = new Map<string, unknown>(typeof data === 'object' && data !== null ? Object.entries(data) : []);
  const text = (key: string) => {
    const value = told.get(key);
    return typeof value === 'string' && value ? value : undefined;
  };
  return {
    address: text('address') ?? '',
    name: text('name'),
    texts: overridesOf(told.get('texts')),
    uploads: rulesOf(told.get('uploads')),
  };
}

function overridesOf(value: unknown): ViewTextOverrides {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([, texts]) => typeof texts === 'string' || (typeof texts === 'object' && texts)),
  );
}

function rulesOf(value: unknown): UploadRules | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { maxBytes, maxFiles, accept } = Object.fromEntries(Object.entries(value));
  if (typeof maxBytes !== 'number' || typeof maxFiles !== 'number' || !Array.isArray(accept)) return undefined;
  return { maxBytes, maxFiles, accept: accept.map(String) };
}
