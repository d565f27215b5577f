import { newSession } from '../editor/draft-entry.ts';

const TAB = 'patchbay.tab';
let tab: string | undefined;

/** Names this tab. Stays over a reload. A tab that is duplicated while it lives takes its storage along, and gets another name. */
export function tabName(): string {
  if (tab !== undefined) return tab;
  try {
    const before = JSON.parse(sessionStorage.getItem(TAB) ?? '{}');
    tab = typeof before.name === 'string' && before.left === true ? String(before.name) : newSession();
    sessionStorage.setItem(TAB, JSON.stringify({ name: tab, left: false }));
    const name = tab;
    window.addEventListener('pagehide', () => sessionStorage.setItem(TAB, JSON.stringify({ name, left: true })));
    window.addEventListener('pageshow', () => sessionStorage.setItem(TAB, JSON.stringify({ name, left: false })));
  } catch {
    tab ??= newSession();
  }
  return tab;
}
