import type { ViewTextOverrides } from '@patchbay/conversation-view';

/** What the server says of the bot that this page is for. */
export interface Bot {
  address: string;
  /** Undefined when there is no such bot, or it is offline. */
  name: string | undefined;
  texts: ViewTextOverrides;
}

/** Reads what the server wrote into the page as inert JSON. */
export function readBot(page: Document): Bot {
  const data: unknown = JSON.parse(page.getElementById('patchbay-bot')?.textContent ?? '{}');
  const told = new Map<string, unknown>(typeof data === 'object' && data !== null ? Object.entries(data) : []);
  const text = (key: string) => {
    const value = told.get(key);
    return typeof value === 'string' && value ? value : undefined;
  };
  return { address: text('address') ?? '', name: text('name'), texts: overridesOf(told.get('texts')) };
}

function overridesOf(value: unknown): ViewTextOverrides {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([, texts]) => typeof texts === 'string' || (typeof texts === 'object' && texts)),
  );
}
