import { flowOf } from '../flow-of.ts';
import type { FlowTemplate } from '../flow-template.ts';

export const laptopOrder: FlowTemplate = {
  key: 'laptop-order',
  title: 'Order a laptop',
  summary: 'Asks what somebody works on, proposes a model, and takes accessories and the place of delivery.',
  group: 'requests',
  needs: [],
  document: flowOf({
    key: 'laptop-order',
    name: 'Order a laptop',
    description: 'Proposes a laptop by what is needed, and takes the order.',
    variables: [
      { key: 'model', type: 'string', description: 'The model that fits' },
      { key: 'order', type: 'object', description: 'The order' },
    ],
    nodes: {
      start: { type: 'start', config: { greeting: 'I help you to the right **laptop**.' } },
      work: {
        type: 'choice',
        config: {
          text: 'What will you mostly do with it?',
          style: 'buttons',
          saveAs: 'work',
          options: [
            { id: 'office', label: 'Mail, texts, web' },
            { id: 'travel', label: 'Much on the road' },
            { id: 'heavy', label: 'Code, data, design' },
          ],
        },
      },
      office: { type: 'set', label: 'Office 14', config: { assignments: [{ key: 'model', value: 'Office 14' }] } },
      travel: { type: 'set', label: 'Travel 13', config: { assignments: [{ key: 'model', value: 'Travel 13' }] } },
      heavy: { type: 'set', label: 'Power 16', config: { assignments: [{ key: 'model', value: 'Power 16' }] } },
      proposal: { type: 'message', config: { text: 'Then **{{ vars.model }}** fits.' } },
      order: {
        type: 'form',
        config: {
          title: 'Order',
          submitLabel: 'Order it',
          saveAs: 'order',
          fields: [
            {
              key: 'replaces',
              label: 'It replaces',
              type: 'select',
              required: true,
              options: ['Nothing: it is my first', 'A broken one', 'An old one'],
            },
            {
              key: 'accessories',
              label: 'Along with it',
              type: 'multiselect',
              options: ['Docking station', 'Second screen', 'Headset', 'Bag'],
            },
            { key: 'place', label: 'Deliver to (office, floor, room)', type: 'text', required: true },
            { key: 'day', label: 'Not before', type: 'date' },
          ],
        },
      },
      check: {
        type: 'choice',
        config: {
          text: '**{{ vars.model }}** to **{{ vars.order.place }}**, with: {{ vars.order.accessories | join: ", " | default: "nothing else" }}. Is that right?',
          style: 'buttons',
          match: 'words',
          options: [
            { id: 'yes', label: 'Yes', also: ['right', 'ok'] },
            { id: 'no', label: 'Change it', also: ['no', 'wrong'] },
          ],
        },
      },
      ordered: {
        type: 'message',
        config: {
          text: 'Noted on {{ now | date: "%d.%m.%Y" }}. Hand this to who orders in your team; laptops mostly take two weeks.',
        },
      },
      dropped: { type: 'message', config: { text: 'Nothing was ordered.' } },
      done: { type: 'end', config: { resolution: 'resolved' } },
    },
    edges: [
      'start -> work',
      'work option:office -> office',
      'work option:travel -> travel',
      'work option:heavy -> heavy',
      'office -> proposal',
      'travel -> proposal',
      'heavy -> proposal',
      'proposal -> order',
      'order -> check',
      'order cancelled -> dropped',
      'check option:yes -> ordered',
      'check option:no -> order',
      'ordered -> done',
      'dropped -> done',
    ],
  }),
  conversation: [
    { act: 'open', expect: ['What will you mostly do'] },
    { act: 'choose', label: 'Code, data, design', expect: ['Power 16'] },
    {
      act: 'fill',
      values: { replaces: 'An old one', accessories: ['Headset', 'Bag'], place: 'Berlin 4.12' },
      expect: ['**Power 16** to **Berlin 4.12**', 'Headset, Bag'],
    },
    { act: 'say', text: 'no', expect: ['Order'] },
    { act: 'fill', values: { replaces: 'An old one', place: 'Berlin 4.13' }, expect: ['Berlin 4.13', 'nothing else'] },
    { act: 'choose', label: 'Yes', expect: ['Noted on'] },
  ],
};
