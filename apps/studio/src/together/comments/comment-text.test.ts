import { expect, test } from '@jest/globals';
import { partsOf } from './comment-text.tsx';

test.each([
  ['Hello', ['Ada'], [{ text: 'Hello', mention: false }]],
  [
    '@Ada Admin and @Ada, see a@Ada.example',
    ['Ada', 'Ada Admin'],
    [
      { text: '@Ada Admin', mention: true },
      { text: ' and ', mention: false },
      { text: '@Ada', mention: true },
      { text: ', see a', mention: false },
      { text: '@Ada', mention: true },
      { text: '.example', mention: false },
    ],
  ],
  ['<b>@x</b>', [''], [{ text: '<b>@x</b>', mention: false }]],
])('%j', (body, names, parts) => {
  expect(partsOf({ body, names })).toEqual(parts);
});
