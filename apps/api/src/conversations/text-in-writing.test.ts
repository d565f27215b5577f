import { describe, expect, it } from '@jest/globals';
import type { TextPart } from '../fan-out/signal.ts';
import { TextInWriting } from './text-in-writing.ts';

function writing() {
  const shown: TextPart[] = [];
  return { shown, text: new TextInWriting((part) => shown.push(part)) };
}
const part = (offset: number, text: string, attempt = 1, messageId = 'm1'): TextPart => ({
  messageId,
  attempt,
  offset,
  text,
});

describe('text in writing', () => {
  it('takes parts that overlap, come twice or come too early, and shows them without a gap', () => {
    const { shown, text } = writing();
    text.add(part(0, 'abc'));
    text.add(part(0, 'abc'));
    text.add(part(2, 'cd'));
    text.add(part(6, 'gh'));
    expect(text.hasGap).toBe(true);
    text.kept({ messageId: 'm1', attempt: 1, text: 'abcdef' });
    expect(text.hasGap).toBe(false);
    expect(shown).toEqual([part(0, 'abc'), part(3, 'd'), part(4, 'ef'), part(6, 'gh')]);
  });

  it('begins anew with a higher attempt, and knows a lower one no more', () => {
    const { shown, text } = writing();
    text.add(part(0, 'old'));
    text.add(part(0, 'new', 2));
    text.add(part(3, 'er', 1));
    text.kept({ messageId: 'm1', attempt: 1, text: 'older' });
    expect(shown).toEqual([part(0, 'old'), part(0, 'new', 2)]);
  });

  it('shows what is missing of a message that is whole, and nothing of it later', () => {
    const { shown, text } = writing();
    text.add(part(0, 'ab'));
    text.add(part(4, 'ef'));
    text.whole({ messageId: 'm1', text: 'abcdef' });
    text.add(part(2, 'cd'));
    text.kept({ messageId: 'm1', attempt: 1, text: 'abcd' });
    expect(shown).toEqual([part(0, 'ab'), part(2, 'cdef')]);
    expect(text.current).toBeUndefined();
  });

  it('is not led back by an older message that is kept longer than it is shown', () => {
    const { shown, text } = writing();
    text.add(part(0, 'second', 1, 'm2'));
    text.kept({ messageId: 'm1', attempt: 1, text: 'first' });
    expect(shown).toEqual([part(0, 'second', 1, 'm2')]);
  });
});
