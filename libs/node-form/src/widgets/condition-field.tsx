import { type Condition, conditionSchema, OPERATORS, type Rule } from '@patchbay/expressions';
import { ActionIcon, Button, Card, Group, NativeSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment, type JSX, useRef } from 'react';
import { useFormContext } from '../form-context.ts';
import { useFocusAfter } from '../use-focus-after.ts';
import { useItemKeys } from '../use-item-keys.ts';
import { type Path, type WidgetProps } from '../widget-props.ts';
import { ConditionMember, ConditionMoves, useGroupDrop } from './condition-member.tsx';
import { ConditionSentence } from './condition-sentence.tsx';
import { TemplateField } from './template-field.tsx';
import { FieldFrame, Widenable } from './widenable.tsx';

const emptyRule: Rule = { left: '', op: 'eq', right: '' };

/** A condition as nested groups of rules that read as a sentence. What is no condition begins as an empty group. */
export function ConditionField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const parsed = conditionSchema.safeParse(value);
  const condition: Condition = parsed.success ? parsed.data : { all: [] };
  const isLone = 'left' in condition;
  const shown: Condition = isLone ? { all: [condition] } : condition;
  const change = isLone ? outOfGroup({ path, onChange }) : onChange;
  const members = useRef<HTMLDivElement>(null);
  const { focusAfter } = useFocusAfter(() => members.current?.querySelector('button'));
  const clear = () => {
    onChange(path, { all: [] });
    focusAfter(undefined);
  };
  return (
    <Widenable
      label={field.label}
      draw={({ button }) => (
        <FieldFrame field={field} path={path} issues={issues} button={button}>
          {parsed.success || value === undefined ? <ConditionSentence condition={condition} /> : null}
          <ConditionMoves condition={shown} path={path} onChange={change}>
            <div ref={members}>
              <Node
                condition={shown}
                path={path}
                issues={isLone ? asInGroup({ issues, path }) : issues}
                depth={0}
                onChange={change}
                onRemove={clear}
              />
            </div>
          </ConditionMoves>
        </FieldFrame>
      )}
    />
  );
}

// A rule that stands alone is shown as the only one of a group.
function asInGroup({ issues, path }: Pick<WidgetProps, 'issues' | 'path'>): WidgetProps['issues'] {
  const lone = path.join('.');
  return issues.map((issue) =>
    issue.path.startsWith(`${lone}.`) ? { ...issue, path: `${lone}.all.0${issue.path.slice(lone.length)}` } : issue,
  );
}

// What is written into it is written where it stands in the flow.
function outOfGroup({ path, onChange }: Pick<WidgetProps, 'path' | 'onChange'>): WidgetProps['onChange'] {
  const rule = [...path, 'all', 0];
  return (at, ...rest) =>
    onChange(rule.every((key, index) => at[index] === key) ? [...path, ...at.slice(rule.length)] : at, ...rest);
}

interface NodeProps {
  condition: Condition;
  path: Path;
  issues: WidgetProps['issues'];
  depth: number;
  onChange: WidgetProps['onChange'];
  onRemove(): void;
}

function Node(props: NodeProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { condition, path } = props;
  if ('left' in condition) return <RuleRow {...props} rule={condition} />;
  if ('not' in condition) {
    return (
      <Card withBorder padding={8} radius="sm">
        <Group justify="space-between" mb={4}>
          <Text size="xs" fw={600}>
            {t('itIsNotSoThat')}
          </Text>
          <Remove onClick={props.onRemove} label={t('removeTheNegation')} />
        </Group>
        <Node {...props} condition={condition.not} path={[...path, 'not']} depth={props.depth + 1} />
      </Card>
    );
  }
  return (
    <GroupCard
      {...props}
      mode={'all' in condition ? 'all' : 'any'}
      members={'all' in condition ? condition.all : condition.any}
    />
  );
}

function GroupCard({
  mode,
  members,
  path,
  issues,
  depth,
  onChange,
  onRemove,
}: NodeProps & { mode: 'all' | 'any'; members: Condition[] }): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly } = useFormContext();
  const set = (next: Condition[]) => onChange(path, mode === 'all' ? { all: next } : { any: next });
  const rows = useRef<HTMLDivElement>(null);
  // The one that was added, or took the place of the one that was removed; or what adds one.
  const { focusAfter } = useFocusAfter((index: number) => {
    const row = rows.current?.querySelectorAll(':scope > [data-member]')[index] ?? rows.current;
    return row?.querySelector('textarea') ?? row?.querySelector('button');
  });
  const { keys } = useItemKeys(members);
  const drop = useGroupDrop({ path, size: members.length });
  const remove = (index: number) => {
    set(members.filter((_, at) => at !== index));
    focusAfter(Math.min(index, members.length - 2));
  };
  const add = (member: Condition) => {
    set([...members, member]);
    focusAfter(members.length);
  };
  return (
    <Card withBorder padding={8} radius="sm" mt={4} {...drop}>
      <Group justify="space-between" mb={6}>
        <SegmentedControl
          size="xs"
          readOnly={readOnly}
          value={mode}
          data={[
            { value: 'all', label: t('allOfThese') },
            { value: 'any', label: t('anyOfThese') },
          ]}
          onChange={(next) => onChange(path, next === 'all' ? { all: members } : { any: members })}
        />
        {depth > 0 ? <Remove onClick={onRemove} label={t('removeTheGroup')} /> : null}
      </Group>
      <Stack gap={8} ref={rows}>
        {members.map((member, index) => (
          <Fragment key={keys[index]}>
            {index > 0 ? (
              <Text size="xs" fw={600} c="dimmed" aria-hidden className="pb-condition-word">
                {mode === 'all' ? t('sentenceAnd') : t('sentenceOr')}
              </Text>
            ) : null}
            <ConditionMember path={[...path, mode, index]}>
              <Node
                condition={member}
                path={[...path, mode, index]}
                issues={issues}
                depth={depth + 1}
                onChange={onChange}
                onRemove={() => remove(index)}
              />
            </ConditionMember>
          </Fragment>
        ))}
        <Group gap={6}>
          <AddButton variant="light" label={t('rule')} disabled={readOnly} onAdd={() => add(emptyRule)} />
          {depth < 3 ? (
            <>
              <AddButton label={t('group')} disabled={readOnly} onAdd={() => add({ any: [emptyRule] })} />
              <AddButton label={t('exception')} disabled={readOnly} onAdd={() => add({ not: { any: [emptyRule] } })} />
            </>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}

function RuleRow({ rule, path, issues, onChange, onRemove }: NodeProps & { rule: Rule }): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly } = useFormContext();
  const operator = OPERATORS.find((one) => one.op === rule.op);
  const side = { widget: 'expression' as const, required: false };
  return (
    <Stack gap={4}>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <Stack gap={4} flex={1} miw={0}>
          <div data-path={[...path, 'left'].join('.')}>
            <TemplateField
              bare
              field={{ ...side, key: 'left', label: t('value'), placeholder: '{{ vars.… }}' }}
              value={rule.left}
              path={[...path, 'left']}
              issues={issues}
              onChange={(at, next) => onChange(at, next ?? '')}
            />
          </div>
          <NativeSelect
            size="xs"
            aria-label={t('comparison')}
            disabled={readOnly}
            data={OPERATORS.map((one) => ({ value: one.op, label: localise(one.label) }))}
            value={rule.op}
            onChange={(event) => {
              const next = OPERATORS.find((one) => one.op === event.currentTarget.value);
              if (next)
                onChange(
                  path,
                  next.arity === 1
                    ? { left: rule.left, op: next.op }
                    : { left: rule.left, op: next.op, right: rule.right ?? '' },
                );
            }}
          />
          {operator?.arity === 1 ? null : (
            <div data-path={[...path, 'right'].join('.')}>
              <TemplateField
                bare
                field={{
                  ...side,
                  key: 'right',
                  label: t('comparedWith'),
                  placeholder: t('aTextANumberOr', { example: '{{ … }}' }),
                }}
                value={rule.right}
                path={[...path, 'right']}
                issues={issues}
                onChange={(at, next) => onChange(at, next ?? '')}
              />
            </div>
          )}
        </Stack>
        <Remove onClick={onRemove} label={t('removeTheRule')} />
      </Group>
    </Stack>
  );
}

function Remove({ onClick, label }: { onClick(): void; label: string }): JSX.Element {
  const { readOnly } = useFormContext();
  return (
    <ActionIcon size="sm" aria-label={label} disabled={readOnly} onClick={onClick}>
      <IconTrash size={14} />
    </ActionIcon>
  );
}

function AddButton({
  label,
  disabled,
  variant = 'subtle',
  onAdd,
}: {
  label: string;
  disabled: boolean;
  variant?: 'light' | 'subtle';
  onAdd: () => void;
}) {
  return (
    <Button
      size="compact-xs"
      variant={variant}
      leftSection={<IconPlus size={12} />}
      disabled={disabled}
      onClick={onAdd}
    >
      {label}
    </Button>
  );
}
