import type { User } from '@patchbay/api-contract';

const CHOSEN = 'patchbay-workspace';
const DEFAULT = 'default';

/** How an address begins that names its workspace. Any other is of the workspace `default`. */
const NAMED = /^\/w\/([a-z0-9-]{1,64})(?=\/|$)/;
/** Each workspace has screens of these addresses, but things of its own behind them; and one enters before a workspace is asked for. */
const OF_ONE = /^\/(flows|conversations)\/.|^\/(setup|join|sign-in)(\/|$)/;

/** The workspace of an address, what the address begins with for it, and the path within. */
export function placeOf(pathname: string): { workspace: string; base: string; path: string } {
  const [base = '', workspace = DEFAULT] = NAMED.exec(pathname) ?? [];
  return { workspace, base, path: pathname.slice(base.length) || '/' };
}

/** The address of a path in a workspace. */
export function addressIn({ workspace, path }: { workspace: string; path: string }): string {
  return workspace === DEFAULT ? path : `/w/${workspace}${path}`;
}

/**
 * Where to go from an address that names no workspace, if elsewhere: `/` leads to the workspace that was chosen last, and who is no member of `default` to one of their own. What is in a
 * workspace is looked for nowhere else: another may have something of the same name. The page itself does the same for `/`, before it asks for anything (index.html).
 */
export function leadsTo({
  pathname,
  memberships,
  remembered,
}: {
  pathname: string;
  memberships: User['memberships'];
  remembered: string | null;
}): string | undefined {
  const { base, path } = placeOf(pathname);
  if (base !== '' || OF_ONE.test(path)) return undefined;
  const wanted = path === '/' ? [remembered, DEFAULT] : [DEFAULT, remembered];
  const mine = new Set<string | null>(memberships.map(({ workspace }) => workspace));
  const home = wanted.find((key) => mine.has(key)) ?? memberships[0]?.workspace ?? DEFAULT;
  return home === DEFAULT ? undefined : addressIn({ workspace: home, path });
}

/** Which workspace was chosen last in this browser. */
export function rememberedWorkspace(): string | null {
  return localStorage.getItem(CHOSEN);
}

/** Keeps the choice for whoever opens the studio without saying where. Pages that are open go by their addresses. */
export function rememberWorkspace(key: string): void {
  localStorage.setItem(CHOSEN, key);
}
