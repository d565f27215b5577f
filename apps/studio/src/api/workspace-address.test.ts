import { describe, expect, it } from '@jest/globals';
import { addressIn, leadsTo, placeOf } from './workspace-address.ts';

const memberOf = (...keys: string[]) =>
  keys.map((workspace) => ({ workspace, workspaceName: workspace.toUpperCase(), role: 'editor' as const }));

describe('the workspace of an address', () => {
  it.each([
    ['/', 'default', '', '/'],
    ['/flows/desk', 'default', '', '/flows/desk'],
    ['/w/second', 'second', '/w/second', '/'],
    ['/w/second/', 'second', '/w/second', '/'],
    ['/w/second/flows/desk', 'second', '/w/second', '/flows/desk'],
    ['/w/default/flows', 'default', '/w/default', '/flows'],
    ['/w/w/w/x', 'w', '/w/w', '/w/x'],
    // No workspace has such a key: pages that are not there.
    ['/w/', 'default', '', '/w/'],
    ['/w/Second/flows', 'default', '', '/w/Second/flows'],
    ['/w/%2e%2e/flows', 'default', '', '/w/%2e%2e/flows'],
    ['/writing', 'default', '', '/writing'],
  ])('%s is of %s', (pathname, workspace, base, path) => {
    expect(placeOf(pathname)).toEqual({ workspace, base, path });
  });

  it('is in the addresses that are made, but for the default', () => {
    expect(addressIn({ workspace: 'second', path: '/flows' })).toBe('/w/second/flows');
    expect(addressIn({ workspace: 'default', path: '/flows' })).toBe('/flows');
  });
});

describe('an address without a workspace', () => {
  const from = (pathname: string, memberships: ReturnType<typeof memberOf>, remembered: string | null = null) =>
    leadsTo({ pathname, memberships, remembered });

  it('is of the default to its members, and `/` leads to the one that was chosen last', () => {
    const both = memberOf('default', 'second');
    for (const path of ['/', '/flows', '/settings/members', '/flows/desk']) expect(from(path, both)).toBeUndefined();
    expect(from('/', both, 'second')).toBe('/w/second/');
    expect(from('/', both, 'default')).toBeUndefined();
    expect(from('/flows', both, 'second')).toBeUndefined();
  });

  it('leads others to a workspace of their own', () => {
    const others = memberOf('second', 'third');
    expect(from('/', others)).toBe('/w/second/');
    expect(from('/settings/members', others)).toBe('/w/second/settings/members');
    expect(from('/settings', others, 'third')).toBe('/w/third/settings');
    expect(from('/', others, 'third')).toBe('/w/third/');
  });

  it('goes by no choice of an account that was here before', () => {
    expect(from('/', memberOf('default'), 'second')).toBeUndefined();
    expect(from('/', memberOf('third'), 'second')).toBe('/w/third/');
    expect(from('/', [], 'second')).toBeUndefined();
  });

  it('leads nowhere from what is in a workspace, or before one is in', () => {
    const others = memberOf('second');
    for (const path of ['/flows/desk', '/conversations/1/canvas', '/sign-in', '/join', '/setup'])
      expect(from(path, others, 'second')).toBeUndefined();
  });
});

it('an address with a workspace leads nowhere else', () => {
  for (const pathname of ['/w/second', '/w/second/', '/w/default/flows', '/w/nosuch/flows'])
    expect(leadsTo({ pathname, memberships: memberOf('default', 'third'), remembered: 'third' })).toBeUndefined();
});
