import { expect, test } from '@jest/globals';
import { adminRoutes } from '@patchbay/api-contract';
import { mayGrant, roleAllows } from './permissions.ts';

test('every permission that a route asks for is held by administrators, and nobody else writes rights', () => {
  const asked = new Set(Object.values(adminRoutes).map((route) => route.access));
  asked.delete('public');
  asked.delete('signed-in');
  for (const permission of asked)
    expect([permission, roleAllows({ role: 'admin', permission })]).toEqual([permission, true]);
  for (const role of ['editor', 'agent', 'viewer', 'owner', '__proto__']) {
    expect(roleAllows({ role, permission: 'members.write' })).toBe(false);
    expect(roleAllows({ role, permission: 'api-keys.manage' })).toBe(false);
  }
  expect(roleAllows({ role: 'admin', permission: 'everything' })).toBe(false);
});

test('nobody gives away more than they have', () => {
  expect(mayGrant({ role: 'admin', given: 'editor' })).toBe(true);
  expect(mayGrant({ role: 'editor', given: 'admin' })).toBe(false);
});
