/** The languages that serve a locale, the closest first, in lower case: `de-CH` gives `de-ch` and `de`. */
export function localeChain(locale: string): string[] {
  const parts = locale.toLowerCase().split('-');
  return parts.map((_, dropped) => parts.slice(0, parts.length - dropped).join('-'));
}
