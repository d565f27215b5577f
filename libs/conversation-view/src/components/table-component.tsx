import type { TableSpec } from '@patchbay/api-contract/chat';
import type { JSX } from 'react';
import type { ComponentProps } from './component-props.ts';

/** A table; each row has a button where one may be chosen. */
export function TableComponent({
  item,
  spec,
  texts,
  disabled,
  submit,
  cancel,
}: ComponentProps<TableSpec>): JSX.Element {
  const chosen = chosenRow(item.values);
  const selectable = spec.selectable && item.open;
  return (
    <div className={item.open || !spec.selectable ? 'pb-card pb-wide' : 'pb-card pb-wide pb-done'}>
      {spec.title ? (
        <p className="pb-title" dir="auto">
          {spec.title}
        </p>
      ) : null}
      {spec.rows.length === 0 ? (
        <p className="pb-muted">{texts('noRows')}</p>
      ) : (
        <div className="pb-scroll" tabIndex={0} role="group" aria-label={spec.title ?? texts('table')}>
          <table>
            <thead>
              <tr>
                {spec.columns.map((column) => (
                  <th key={column.key} scope="col" dir="auto">
                    {column.label}
                  </th>
                ))}
                {selectable ? (
                  <th className="pb-pick">
                    <span className="pb-hidden">{texts('choosePrompt')}</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {spec.rows.map((row, index) => (
                <tr
                  key={index}
                  className={chosen === index ? 'pb-chosen' : undefined}
                  aria-current={chosen === index || undefined}
                >
                  {spec.columns.map((column) => (
                    <td key={column.key}>
                      <span className="pb-cell" dir="auto">
                        {row[column.key] ?? ''}
                      </span>
                    </td>
                  ))}
                  {selectable ? (
                    <td className="pb-pick">
                      <button
                        type="button"
                        className="pb-quiet"
                        disabled={disabled}
                        aria-label={`${texts('choosePrompt')}: ${row[spec.columns[0]?.key ?? ''] || index + 1}`}
                        onClick={() => void submit({ rows: [index] })}
                      >
                        {texts('choosePrompt')}
                      </button>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {spec.total !== undefined && spec.total > spec.rows.length ? (
        <p className="pb-muted">{texts('moreRows', { shown: spec.rows.length, total: spec.total })}</p>
      ) : null}
      {selectable ? (
        <div className="pb-actions">
          <button type="button" className="pb-quiet" disabled={disabled} onClick={cancel}>
            {texts('cancel')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

function chosenRow(values: unknown): number | undefined {
  if (typeof values !== 'object' || values === null || !('rows' in values) || !Array.isArray(values.rows))
    return undefined;
  const first: unknown = values.rows[0];
  return typeof first === 'number' ? first : undefined;
}
