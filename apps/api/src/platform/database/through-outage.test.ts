import { expect, test } from '@jest/globals';
import { throughOutage } from './through-outage.ts';

const away = Object.assign(new Error('the database system is starting up'), { code: '57P03' });

test('a read is made again while the database is away', async () => {
  let calls = 0;
  const read = () => (++calls < 3 ? Promise.reject(away) : Promise.resolve('there'));
  expect(await throughOutage(read)).toBe('there');
  expect(calls).toBe(3);
});

test('a query that is wrong fails at once', async () => {
  let calls = 0;
  const wrong = Object.assign(new Error('syntax error'), { code: '42601' });
  const read = () => {
    calls += 1;
    return Promise.reject(wrong);
  };
  await expect(throughOutage(read)).rejects.toBe(wrong);
  expect(calls).toBe(1);
});
