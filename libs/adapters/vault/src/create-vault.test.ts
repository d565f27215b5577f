import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createVault } from './create-vault.ts';

const vault = createVault({ masterKey: randomBytes(32) });
const context = { workspace: 'w', row: 'r', field: 'f' };

test('opens what it sealed, and the same text is sealed differently each time', () => {
  const sealed = vault.seal({ plaintext: 'geheim 👋', context });
  expect(sealed).not.toContain('geheim');
  expect(vault.open({ sealed, context })).toBe('geheim 👋');
  expect(vault.seal({ plaintext: 'geheim 👋', context })).not.toBe(sealed);
});

test('0 of 1,000 sealed texts open in another place, under another key, or with a byte changed', () => {
  const other = createVault({ masterKey: randomBytes(32) });
  let opened = 0;
  const tries = (work: () => unknown) => {
    try {
      work();
      opened++;
    } catch {
      // As it should.
    }
  };
  for (let index = 0; index < 1_000; index++) {
    const sealed = vault.seal({ plaintext: `secret ${index}`, context: { ...context, row: `r${index}` } });
    tries(() => vault.open({ sealed, context: { ...context, row: `r${index + 1}` } }));
    tries(() => vault.open({ sealed, context: { workspace: 'x', row: `r${index}`, field: 'f' } }));
    tries(() => other.open({ sealed, context: { ...context, row: `r${index}` } }));
    const at = 12 + (index % (sealed.length - 13));
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    if (
      Buffer.from(changed.split('.').at(-1)!, 'base64url').equals(
        Buffer.from(sealed.split('.').at(-1)!, 'base64url'),
      ) &&
      changed.split('.')[2] === sealed.split('.')[2]
    )
      continue;
    tries(() => vault.open({ sealed: changed, context: { ...context, row: `r${index}` } }));
  }
  expect(opened).toBe(0);
});

test('a check value tells one key from another', () => {
  expect(vault.verifyCheckValue(vault.checkValue())).toBe(true);
  expect(createVault({ masterKey: randomBytes(32) }).verifyCheckValue(vault.checkValue())).toBe(false);
});
