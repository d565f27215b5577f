import { expect, it } from '@jest/globals';
import { COMPOSER, Drafts, type DraftValues } from './drafts.ts';

function storeOf(id: string | undefined) {
  const kept = new Map<string, DraftValues>();
  return {
    kept,
    read: () => (id === undefined ? undefined : { id, token: 't' }),
    write: () => undefined,
    readDrafts: (conversation: string) => kept.get(conversation) ?? {},
    writeDrafts: (conversation: string, drafts: DraftValues) => void kept.set(conversation, drafts),
  };
}

it('is there again for the same conversation, and gone when it is forgotten', () => {
  const store = storeOf('one');
  const drafts = new Drafts(store);
  drafts.keep({ place: 'form', key: 'name', value: 'Ada' });
  drafts.keep({ place: 'form', key: 'asked', value: true });
  drafts.keep({ place: COMPOSER, key: 'text', value: 'half' });
  drafts.keep({ place: COMPOSER, key: 'text', value: undefined });
  const again = new Drafts(store);
  expect(again.at('form')).toEqual({ name: 'Ada', asked: true });
  expect(again.at(COMPOSER)).toEqual({});
  again.forget('form');
  expect(store.kept.get('one')).toEqual({});
});

it('takes only a message that is being written along to another conversation, as soon as that is known', () => {
  const store = storeOf('one');
  const drafts = new Drafts(store);
  drafts.keep({ place: 'form', key: 'name', value: 'Ada' });
  drafts.keep({ place: COMPOSER, key: 'text', value: 'half' });
  drafts.belongTo(undefined);
  expect(store.kept.get('one')).toEqual({});
  drafts.keep({ place: COMPOSER, key: 'text', value: 'half a' });
  drafts.belongTo('two');
  expect(store.kept).toEqual(
    new Map([
      ['one', {}],
      ['two', { [COMPOSER]: { text: 'half a' } }],
    ]),
  );
});
