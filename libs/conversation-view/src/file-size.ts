const UNITS = ['byte', 'kilobyte', 'megabyte'];

/** Bytes as people read them, in the language of the page: `1.5 MB`. */
export function fileSize(bytes: number): string {
  const power = bytes < 1_000 ? 0 : bytes < 999_500 ? 1 : 2;
  return new Intl.NumberFormat(document.documentElement.lang || undefined, {
    style: 'unit',
    unit: UNITS[power],
    maximumSignificantDigits: 3,
  }).format(bytes / 1_000 ** power);
}
