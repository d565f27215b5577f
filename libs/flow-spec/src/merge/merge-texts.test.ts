import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeTexts } from './merge-texts.ts';

describe('two people in one text', () => {
  test.each([
    ['Hello there.', 'Hello dear there.', 'Hello there. Bye.', 'Hello dear there. Bye.'],
    ['one two three', 'one two', 'one two three', 'one two'],
    ['one two three four five', 'two three four five', 'one two three four', 'two three four'],
    ['a b c', 'a X c', 'a X c', 'a X c'],
    ['', 'mine', '', 'mine'],
    ['Zürich 👍🏽 Wien', 'Zürich 👍🏽 Graz', 'Bern 👍🏽 Wien', 'Bern 👍🏽 Graz'],
    [
      'first\nsecond\nthird',
      'first\nsecond line\nthird',
      'first line\nsecond\nthird',
      'first line\nsecond line\nthird',
    ],
  ])('%j, %j, %j: %j', (before, mine, theirs, both) => {
    expect(mergeTexts({ before, mine, theirs })).toEqual({ text: both, clean: true });
    expect(mergeTexts({ before, mine: theirs, theirs: mine })).toEqual({ text: both, clean: true });
  });

  test('what both put into one place of a longer text stands there, mine last', () => {
    const before = 'First open the settings. Then restart.';
    const merged = mergeTexts({ before, mine: `${before} Call us.`, theirs: `${before} Wait a minute.` });
    expect(merged.text).toBe(`${before} Wait a minute. Call us.`);
    // Beside a word that the other changes, too.
    const mine = before.replace('settings', 'system settings');
    expect(mergeTexts({ before, mine, theirs: before.replace('settings', 'panel') })).toEqual({
      text: before.replace('settings', 'system panel'),
      clean: true,
    });
  });

  test('where they met mine stands, and all else of both is there', () => {
    const before = 'Open the door, then the window, then the roof.';
    expect(
      mergeTexts({
        before,
        mine: 'Please open the gate, then the window, then the roof.',
        theirs: 'Open the portal, then the window, then the roof at last.',
      }),
    ).toEqual({ text: 'Please open the gate, then the window, then the roof at last.', clean: false });
  });

  test.each([
    ['reset', 'resets', 'Reset'],
    ['', 'mine', 'theirs'],
    ['end', 'end one', 'end two'],
    ['a b c d', 'a d', 'a X c d'],
    ['Open the door', 'Close the door', 'Shut the door'],
  ])('%j, %j, %j: a choice', (before, mine, theirs) => {
    expect(mergeTexts({ before, mine, theirs })).toEqual({ text: mine, clean: false });
    expect(mergeTexts({ before, mine: theirs, theirs: mine })).toEqual({ text: theirs, clean: false });
  });
});

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '. ', '\n'), { maxLength: 12 }).map((all) => all.join(''));

test('who changes nothing hinders nobody, and every new word of both is there', () => {
  fc.assert(
    fc.property(words, words, words, (before, mine, theirs) => {
      expect(mergeTexts({ before, mine, theirs: before }).text).toBe(mine);
      expect(mergeTexts({ before, mine: before, theirs }).text).toBe(theirs);
      expect(mergeTexts({ before, mine, theirs: mine })).toEqual({ text: mine, clean: true });
    }),
    { seed, numRuns: 500 },
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<string>('red', 'green', 'blue'), { minLength: 1, maxLength: 9 }),
      fc.array(fc.nat(9), { maxLength: 3 }),
      fc.array(fc.nat(9), { maxLength: 3 }),
      (text, mine, theirs) => {
        const put = (places: number[], word: string) =>
          places.reduce((all, place) => all.toSpliced(Math.min(place, all.length), 0, word), text).join(' ');
        const merged = mergeTexts({ before: text.join(' '), mine: put(mine, 'mine'), theirs: put(theirs, 'theirs') });
        if (!merged.clean) return;
        const all = merged.text.split(' ');
        expect(all.filter((word) => word === 'mine')).toHaveLength(mine.length);
        expect(all.filter((word) => word === 'theirs')).toHaveLength(theirs.length);
        expect(all.filter((word) => word !== 'mine' && word !== 'theirs')).toEqual(text);
      },
    ),
    { seed, numRuns: 500 },
  );
});

test('long texts are put together in little time', () => {
  const before = Array.from({ length: 30_000 }, (_, index) => `word${index % 500}`).join(' ');
  const begun = performance.now();
  expect(mergeTexts({ before, mine: `Mine ${before}`, theirs: `${before} theirs` }).text).toBe(`Mine ${before} theirs`);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
