import type { FormField } from '@patchbay/node-kit';
import { Button, Collapse, Stack } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { type JSX, memo, useState } from 'react';
import { begun, inPlaceOf, isBlank, isOdd } from './odd-value.ts';
import { GroupField } from './widgets/group-field.tsx';
import { OddValue } from './widgets/odd-value.tsx';
import { isVisible, type Path, type WidgetProps } from './widget-props.ts';
import { widgets } from './widgets/widgets.ts';

interface Props {
  fields: readonly FormField[];
  values: Record<string, unknown>;
  path: Path;
  issues: WidgetProps['issues'];
  onChange: WidgetProps['onChange'];
}

/** Fields of one object, those for the rare case under a fold. */
export function FieldList({ fields, values, path, issues, onChange }: Props): JSX.Element {
  const t = useTexts('nodeForm');
  const shown = fields.filter((field) => isVisible({ field, values: withDefaults({ fields, values }) }));
  const advanced = shown.filter((field) => field.advanced);
  const marked = advanced.some((field) =>
    issues.some((issue) => issue.path.startsWith([...path, field.key].join('.'))),
  );
  const [open, setOpen] = useState(marked);
  const draw = (field: FormField) => {
    const props: WidgetProps = { field, value: values[field.key], path: [...path, field.key], issues, onChange };
    return <Field key={field.key} {...props} />;
  };
  return (
    <>
      {shown.filter((field) => !field.advanced).map(draw)}
      {advanced.length > 0 ? (
        <div>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            data-more
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? t('fewerSettings') : t('moreSettings')}
          </Button>
          <Collapse expanded={open}>
            <Stack gap="sm" pt="xs">
              {open ? advanced.map(draw) : null}
            </Stack>
          </Collapse>
        </div>
      ) : null}
    </>
  );
}

// What is typed into one field draws no other anew.
const Field = memo(function Field(props: WidgetProps): JSX.Element {
  const { field, value, path, onChange } = props;
  const Widget = field.widget === 'group' ? GroupField : widgets[field.widget];
  const odd = isOdd(props);
  return (
    <div data-path={path.join('.')}>
      {odd && !isBlank(value) ? (
        <OddValue {...props} replace={() => onChange(path, begun(field))} />
      ) : odd ? (
        <Widget {...props} value={undefined} onChange={inPlaceOf(props)} />
      ) : (
        <Widget {...props} />
      )}
    </div>
  );
}, isSame);

function isSame(before: WidgetProps, after: WidgetProps): boolean {
  if (before.field !== after.field || before.onChange !== after.onChange) return false;
  if (!Object.is(before.value, after.value)) return false;
  const path = after.path.join('.');
  if (before.path.join('.') !== path) return false;
  return before.issues === after.issues || said(before.issues, path) === said(after.issues, path);
}

/** What is said of a path and of all below it. */
function said(issues: WidgetProps['issues'], path: string): string {
  return issues
    .filter((issue) => issue.path.startsWith(path))
    .map((issue) => `${issue.path} ${issue.severity} ${issue.message}`)
    .join('\n');
}

function withDefaults({
  fields,
  values,
}: {
  fields: readonly FormField[];
  values: Record<string, unknown>;
}): Record<string, unknown> {
  const all = { ...values };
  for (const field of fields)
    if (all[field.key] === undefined && field.default !== undefined) all[field.key] = field.default;
  return all;
}
