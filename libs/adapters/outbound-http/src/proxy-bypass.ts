/** Whether NO_PROXY lets a host be reached directly: names with their subdomains, `*` for all. */
export function bypassesProxy({ host, list }: { host: string; list: string | undefined }): boolean {
  const name = host.toLowerCase();
  return (list ?? '')
    .split(/[\s,]+/)
    .map((entry) =>
      entry
        .toLowerCase()
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, ''),
    )
    .some((entry) => entry !== '' && (entry === '*' || name === entry || name.endsWith(`.${entry}`)));
}
