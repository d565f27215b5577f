import type { FormField } from '@patchbay/node-kit';
import { Button, Collapse, Stack } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { type JSX, useState } from 'react';
import { GroupField } from './widgets/group-field.tsx';
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
    const Widget = field.widget === 'group' ? GroupField : widgets[field.widget];
    return (
      <div key={field.key} data-path={props.path.join('.')}>
        <Widget {...props} />
      </div>
    );
  };
  return (
    <>
      {shown.filter((field) => !field.advanced).map(draw)}
      {advanced.length > 0 ? (
        <div>
          <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}>
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
