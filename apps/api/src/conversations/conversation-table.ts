import type { ConversationSummary } from '@patchbay/db';

const columns = ['id', 'flow', 'version', 'status', 'resolution', 'started', 'last', 'turns', 'first words'];

/**
 * Conversations as a table for spreadsheets (RFC 4180, UTF-8 with a mark, times ISO UTC), a piece for each page of them. What users typed begins some cells: what a spreadsheet
 * would take for a formula begins with an apostrophe instead.
 */
export async function* conversationTable(pages: AsyncIterable<readonly ConversationSummary[]>): AsyncGenerator<string> {
  const { stringify } = await import('csv-stringify/sync');
  const csv = (rows: (string | number)[][], bom: boolean) =>
    stringify(rows, { bom, escape_formulas: true, record_delimiter: 'windows' });
  yield csv([columns], true);
  for await (const page of pages) yield csv(page.map(cellsOf), false);
}

function cellsOf(one: ConversationSummary): (string | number)[] {
  const { id, flowKey, version, status, resolution, startedAt, lastAt, turns, preview } = one;
  const times = [startedAt.toISOString(), lastAt.toISOString()];
  return [id, flowKey, version ?? '', status, resolution ?? '', ...times, turns, inOneLine(preview ?? '')];
}

// No cell begins with what is not seen, before a sign of a formula.
function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
}
