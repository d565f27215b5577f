import type { ConfigOf, JsonObject, JsonValue, NodeHandler } from '@patchbay/node-kit';
import { isRecord, jsonOf, printed } from '../shared/read-config.ts';
import type { tableDefinition } from './definition.ts';

/** Rows that are shown at most; the rest is told as a number. */
export const MOST_ROWS = 500;

export const tableHandler: NodeHandler<ConfigOf<typeof tableDefinition>, never> = {
  run(context) {
    const { config, arrival, emit, newId } = context;
    if (arrival.kind === 'entered' || arrival.kind === 'returned' || arrival.kind === 'timer') {
      const rows = config.rows.slice(0, MOST_ROWS);
      const component = newId();
      const plain = plainColumn(config.columns);
      const spec: JsonObject = {
        columns: config.columns,
        rows: rows.map((row) => Object.fromEntries(config.columns.map(({ key }) => [key, cell({ row, key, plain })]))),
        selectable: config.selectable === true,
      };
      if (config.title) spec.title = config.title;
      if (config.rows.length > rows.length) spec.total = config.rows.length;
      emit({ type: 'component', id: component, kind: 'table', spec });
      if (!config.selectable) return { kind: 'next', outlet: 'next' };
      return { kind: 'wait', waiting: { kind: 'table', component }, state: rows.map(jsonOf) };
    }
    const component = arrival.waiting.component ?? '';
    if (arrival.kind === 'message') {
      emit({ type: 'message', id: newId(), role: 'bot', text: context.text('stillOpenTable') });
      return {
        kind: 'wait',
        waiting: arrival.waiting,
        ...(arrival.state === undefined ? {} : { state: arrival.state }),
      };
    }
    if (arrival.kind === 'cancel') {
      emit({ type: 'component.closed', id: component });
      return { kind: 'next', outlet: 'next' };
    }
    emit({ type: 'component.closed', id: component, values: arrival.values });
    return { kind: 'next', outlet: 'next', output: rowsOf(arrival.state)[indexOf(arrival.values) ?? -1] ?? null };
  },

  check({ values, state, text }) {
    const index = indexOf(values);
    const fits = index !== undefined && index >= 0 && index < rowsOf(state).length && Object.keys(values).length === 1;
    return fits ? [] : [{ path: 'rows', code: 'unknown_row', message: text('stillOpenTable') }];
  },
};

/** The column in which items that have no fields are shown: “value”, or else the first. */
function plainColumn(columns: readonly { key: string }[]): string | undefined {
  return columns.some(({ key }) => key === 'value') ? 'value' : columns[0]?.key;
}

function cell({ row, key, plain }: { row: unknown; key: string; plain: string | undefined }): string {
  if (!isRecord(row)) return key === plain ? printed(row) : '';
  const value = key
    .split('.')
    .reduce<unknown>((inner, step) => (isRecord(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined), row);
  return printed(value);
}

function rowsOf(state: JsonValue | undefined): JsonValue[] {
  return Array.isArray(state) ? state : [];
}

function indexOf(values: JsonObject): number | undefined {
  const rows = values.rows;
  const [index] = Array.isArray(rows) && rows.length === 1 ? rows : [];
  return typeof index === 'number' && Number.isInteger(index) ? index : undefined;
}
