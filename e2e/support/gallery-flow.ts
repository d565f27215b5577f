const branch = (id: string) => ({ from: 'menu', port: `option:${id}`, to: id });
const back = (from: string, port = 'next') => ({ from, port, to: 'menu' });

/** A flow that shows each component of the chat page, one a click, and comes back to its menu. */
export function galleryFlow(key: string, rest: object = {}): object {
  return {
    format: 'patchbay.flow/1',
    key,
    name: 'Gallery of the helpdesk',
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'message', config: { text: markdown } },
      {
        id: 'menu',
        type: 'choice',
        config: {
          text: 'What shall be shown?',
          style: 'buttons',
          options: menu.map((id) => ({ id, label: `Show ${id}` })),
        },
      },
      {
        id: 'form',
        type: 'form',
        config: {
          title: 'New device',
          submitLabel: 'Order',
          saveAs: 'order',
          fields: [
            { key: 'name', label: 'Name', type: 'text', required: true, help: 'As it stands on the badge' },
            { key: 'mail', label: 'E-mail', type: 'email', required: true },
            { key: 'amount', label: 'Amount', type: 'number', min: 1, max: 5 },
            { key: 'when', label: 'Needed by', type: 'date' },
            { key: 'at', label: 'Time', type: 'time' },
            {
              key: 'kind',
              label: 'Kind',
              type: 'select',
              options: [
                { value: 'l', label: 'Laptop' },
                { value: 'p', label: 'Phone' },
              ],
            },
            {
              key: 'extras',
              label: 'Extras',
              type: 'multiselect',
              options: [
                { value: 'm', label: 'Mouse' },
                { value: 'k', label: 'Keyboard' },
              ],
            },
            { key: 'why', label: 'Reason', type: 'textarea' },
            { key: 'agreed', label: 'I have asked my manager', type: 'checkbox', required: true },
          ],
        },
      },
      { id: 'dropdown', type: 'choice', config: { text: 'Which office?', style: 'dropdown', options: offices } },
      {
        id: 'several',
        type: 'choice',
        config: { text: 'Which offices?', style: 'buttons', multiple: true, options: offices },
      },
      { id: 'table', type: 'table', config: { title: 'Open tickets', rows, columns, selectable: true, saveAs: 'row' } },
      { id: 'plain', type: 'table', config: { title: 'All tickets', rows, columns: columns.slice(0, 2) } },
      { id: 'stars', type: 'feedback', config: { text: 'How was it?', scale: 'stars', comment: true } },
      { id: 'thumbs', type: 'feedback', config: { text: 'Did it help?', scale: 'thumbs' } },
      {
        id: 'long',
        type: 'message',
        config: { text: `${'A long answer without end. '.repeat(60)}${'x'.repeat(200)}` },
      },
      { id: 'write', type: 'llm', config: { prompt: 'Write something.', output: 'reply' } },
      { id: 'fails', type: 'script', config: { code: 'throw new Error("no")' } },
      {
        id: 'hebrew',
        type: 'message',
        config: { text: 'שלום! איך אפשר לעזור לך היום?\n\n1. לאפס סיסמה\n2. להזמין מחשב' },
      },
      { id: 'end', type: 'end', config: { resolution: 'resolved' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'hello' },
      { from: 'hello', port: 'next', to: 'menu' },
      ...menu.map(branch),
      ...menu.filter((id) => id !== 'end').map((id) => back(id)),
      back('form', 'cancelled'),
    ],
    ...rest,
  };
}

const menu = [
  'form',
  'dropdown',
  'several',
  'table',
  'plain',
  'stars',
  'thumbs',
  'long',
  'write',
  'fails',
  'hebrew',
  'end',
];

const offices = ['Berlin', 'Zürich', 'Wien'].map((label) => ({ id: label.toLowerCase(), label }));

const columns = ['id', 'title', 'state', 'owner', 'opened', 'changed', 'priority'].map((key) => ({
  key,
  label: key.toUpperCase(),
}));

const rows = Array.from({ length: 12 }, (_, index) =>
  Object.fromEntries(
    columns.map(({ key }) => [key, key === 'id' ? `INC-${index + 1}` : `${key} of ticket ${index + 1}`]),
  ),
);

const markdown = `**Welcome.** Here is what I can do:

- reset a *password*
- run \`ipconfig\`

\`\`\`
ipconfig /flushdns
ping -n 4 helpdesk.example.com
\`\`\`

> Quoted words

| System | State |
| --- | --- |
| Mail | fine |
| Printing | [disturbed](https://example.com) |`;
