import { describe, expect, it } from '@jest/globals';
import type { KeptChatEvent } from '@patchbay/api-contract/chat';
import { ConversationRecord } from './conversation-record.ts';
import { type ConversationItem, emptyConversation, withEvent } from './conversation-state.ts';

const options = [
  { id: 'laptop', label: 'A laptop' },
  { id: 'phone', label: 'A phone' },
];

/** The events of a conversation in which a choice is asked in one turn and closed in the next. */
function told({ said, values }: { said?: string; values?: unknown }): KeptChatEvent[] {
  const bodies: [string | null, object][] = [
    [null, { type: 'component', id: 'c', kind: 'choice', spec: { style: 'buttons', multiple: false, options } }],
    [null, { type: 'turn.completed' }],
    ...(said === undefined
      ? []
      : [['turn', { type: 'message', id: 'm', role: 'user', text: said }] as [string, object]]),
    ['turn', { type: 'component.closed', id: 'c', ...(values === undefined ? {} : { values }) }],
    ['turn', { type: 'message', id: 'b', role: 'bot', text: 'Thank you' }],
    ['turn', { type: 'turn.completed' }],
  ];
  return bodies.map(
    ([turnId, body], index) =>
      ({ seq: index + 1, at: '2026-11-29T00:00:00.000Z', episode: 1, turnId, ...body }) as KeptChatEvent,
  );
}

const itemsAfter = (events: KeptChatEvent[]) => events.reduce(withEvent, emptyConversation).items;
const choiceIn = (items: ConversationItem[]) => items.find((item) => item.kind === 'component');
const saidIn = (items: ConversationItem[]) => items.find((item) => item.kind === 'message' && item.role === 'user');

describe('an answer to a choice', () => {
  it('that was clicked is said by the choice', () => {
    const items = itemsAfter(told({ values: { option: 'laptop' } }));
    expect(choiceIn(items)).toMatchObject({ open: false, values: { option: 'laptop' }, typed: false });
    expect(saidIn(items)).toBeUndefined();
  });

  it.each(['A laptop', ' a  LAPTOP! '])('that was typed as it reads is said once: "%s"', (said) => {
    const items = itemsAfter(told({ said, values: { option: 'laptop' } }));
    expect(choiceIn(items)).toMatchObject({ open: false, typed: true });
    expect(saidIn(items)).toMatchObject({ text: said });
    expect(saidIn(items)).not.toHaveProperty('takenAs');
  });

  it('that was typed in other words bears what it was taken for', () => {
    const items = itemsAfter(told({ said: 'notebook', values: { option: 'laptop' } }));
    expect(choiceIn(items)).toMatchObject({ typed: true });
    expect(saidIn(items)).toMatchObject({ text: 'notebook', takenAs: 'A laptop' });
    const several = itemsAfter(told({ said: 'both please', values: { options: ['laptop', 'phone'] } }));
    expect(saidIn(several)).toMatchObject({ takenAs: 'A laptop, A phone' });
  });

  it('that fits no option stands for itself', () => {
    const items = itemsAfter(told({ said: 'what?' }));
    expect(choiceIn(items)).toMatchObject({ open: false, values: undefined });
    expect(saidIn(items)).not.toHaveProperty('takenAs');
  });

  it('reads the same whatever order its events came in', () => {
    const events = told({ said: 'notebook', values: { option: 'laptop' } });
    const record = new ConversationRecord();
    for (const event of events.toReversed()) record.add(event);
    expect(record.state.items).toEqual(itemsAfter(events));
  });
});
