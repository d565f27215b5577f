import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createVault, type Vault } from './create-vault.ts';
import { fixedKeys } from './key-source.ts';

const vaultOf = (...keys: Buffer[]): Vault => createVault({ keys: fixedKeys(keys) });
const key = randomBytes(32);
const vault = vaultOf(key);
const context = { workspace: 'w', row: 'r', field: 'f', version: 1 };

test('opens what it sealed, and the same text is sealed differently each time', () => {
  const sealed = vault.seal({ plaintext: 'geheim 👋', context });
  expect(sealed).not.toContain('geheim');
  expect(vault.open({ sealed, context })).toBe('geheim 👋');
  expect(vault.seal({ plaintext: 'geheim 👋', context })).not.toBe(sealed);
});

test('0 of 1,000 sealed texts open in another place, under another key, or with a byte changed', () => {
  const other = vaultOf(randomBytes(32));
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
    tries(() => vault.open({ sealed, context: { ...context, workspace: 'x', row: `r${index}` } }));
    tries(() => vault.open({ sealed, context: { ...context, row: `r${index}`, field: 'g' } }));
    tries(() => vault.open({ sealed, context: { ...context, row: `r${index}`, version: 2 } }));
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
  expect(vaultOf(randomBytes(32)).verifyCheckValue(vault.checkValue())).toBe(false);
});

test('a new key opens what the old one sealed as long as it is known, and takes it over without a change of the ciphertext', () => {
  const fresh = randomBytes(32);
  const sealed = vault.seal({ plaintext: 'geheim', context });
  const both = vaultOf(fresh, key);
  expect(both.open({ sealed, context })).toBe('geheim');
  const moved = both.rewrap({ sealed, context })!;
  expect(moved.split('.')[3]).toBe(sealed.split('.')[3]);
  expect(both.rewrap({ sealed: moved, context })).toBeUndefined();
  expect(vaultOf(fresh).open({ sealed: moved, context })).toBe('geheim');
  expect(() => vaultOf(fresh).open({ sealed, context })).toThrow(/another master key/);
  expect(() => both.rewrap({ sealed, context: { ...context, row: 'other' } })).toThrow();
  expect(both.verifyCheckValue(vault.checkValue())).toBe(true);
  expect(both.checkValue()).toBe(vaultOf(fresh).checkValue());
});

const SEALED_BEFORE =
  'v1.6Ksj-xfT.A2-TmyIgAEiap8Fdz_l4TLjAhXWm9h7K-ySl2E_ZAvWu7HT4MFHs0H3zs7xNJuwz-m1fW8EK82Pg74KM.wOMkDhmwuV-_cmKJ7GRyULHradjTTXysA3fyM_DKdR1rng';

test('what was sealed before versions were bound opens, and is bound when keys are turned over', () => {
  expect(() => vault.open({ sealed: SEALED_BEFORE, context })).toThrow(/another master key/);
  const old = vaultOf(Buffer.alloc(32, 'before'));
  expect(old.open({ sealed: SEALED_BEFORE, context: { ...context, version: 7 } })).toBe('geheim');
  const bound = old.rewrap({ sealed: SEALED_BEFORE, context: { ...context, version: 7 } })!;
  expect(old.open({ sealed: bound, context: { ...context, version: 7 } })).toBe('geheim');
  expect(() => old.open({ sealed: bound, context: { ...context, version: 8 } })).toThrow();
});
