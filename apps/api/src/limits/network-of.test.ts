import { expect, test } from '@jest/globals';
import { networkOf } from './network-of.ts';

test('an IPv6 address counts for its /64, an IPv4 address for itself, however it is written', () => {
  const inside = ['2001:db8:1:2::1', '2001:0DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2:a:b:c:d%eth0'];
  expect(inside.map(networkOf)).toEqual(inside.map(() => '2001:db8:1:2::/64'));
  expect(networkOf('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
  expect(['192.0.2.7', '::ffff:192.0.2.7', '::ffff:c000:207'].map(networkOf)).toEqual(Array(3).fill('192.0.2.7'));
  expect(networkOf('192.0.2.8')).toBe('192.0.2.8');
  expect(['unknown', '', 'x:y'].map(networkOf)).toEqual(['unknown', '', 'x:y']);
});
