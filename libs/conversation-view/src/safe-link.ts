const schemes = ['http:', 'https:', 'mailto:', 'tel:'];
// Control characters, and those that turn the direction of what follows: an address would look like another.
const tricks = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** The address of a link in a message, or undefined where it may become none: http, https, mailto and tel alone, without a name and password before the host. */
export function safeLink(href: string): string | undefined {
  if (tricks.test(href) || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  return schemes.includes(url.protocol) && url.username === '' && url.password === '' ? href : undefined;
}

/** The host that a link leads to, where its text names another one; else undefined. */
export function leadsElsewhere({ text, href }: { text: string; href: string }): string | undefined {
  const { host, hostname, protocol } = new URL(href);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  const named = text
    .slice(0, 500)
    .split(/[\s/"'()<>,;]+/)
    .map((part) => part.replace(/^https?:/i, '').replace(/:\d+$/, ''))
    .filter((part) => /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\.?$/u.test(part));
  const bare = (name: string) =>
    name
      .toLowerCase()
      .replace(/^www\./, '')
      .replace(/\.$/, '');
  return named.some((name) => bare(name) !== bare(hostname)) ? host : undefined;
}
