/** The driver goes by the options of the URL where it has some: ours are put after them. */
export function withServerOptions({ url, options }: { url: string; options: string }): string {
  const changed = new URL(url);
  const own = changed.searchParams.get('options');
  changed.searchParams.set('options', own ? `${own} ${options}` : options);
  return changed.href;
}
