import { expect, test } from '@jest/globals';
import { withoutSecrets } from './without-secrets.ts';

test('a secret is taken out as it is, in base64, in an address, as a key and inside others, and nothing else is', () => {
  const clean = withoutSecrets(['s3cr+t/ü', 's3cr+t/ü-long', 'abc']);
  const base64 = Buffer.from('s3cr+t/ü').toString('base64');
  expect(
    clean({
      said: 'key s3cr+t/ü!',
      long: ['s3cr+t/ü-long', { 's3cr+t/ü': 1 }],
      header: `Basic ${base64}`,
      url: `https://x/?k=${encodeURIComponent('s3cr+t/ü')}`,
      other: ['abc', 5, null, true],
    }),
  ).toEqual({
    said: 'key •••!',
    long: ['•••', { '•••': 1 }],
    header: 'Basic •••',
    url: 'https://x/?k=•••',
    other: ['abc', 5, null, true],
  });
  const same = { a: 1 };
  expect(withoutSecrets([])(same)).toBe(same);
});
