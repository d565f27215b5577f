/** What the server says of the bot that this page is for. */
export interface Bot {
  address: string;
  name: string;
  language: string | undefined;
}

/** Reads what the server wrote into the page as inert JSON; the address also stands in the page's own path. */
export function readBot(page: Document): Bot {
  const fallback = decodeURIComponent(page.location.pathname.split('/')[2] ?? '');
  const text = page.getElementById('patchbay-bot')?.textContent;
  const data: unknown = text ? JSON.parse(text) : {};
  const told =
    typeof data === 'object' && data !== null
      ? new Map<string, unknown>(Object.entries(data))
      : new Map<string, unknown>();
  const read = (key: string) => {
    const value = told.get(key);
    return typeof value === 'string' && value ? value : undefined;
  };
  return { address: read('address') ?? fallback, name: read('name') ?? fallback, language: read('language') };
}
