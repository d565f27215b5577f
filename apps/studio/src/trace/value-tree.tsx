import { ActionIcon, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { FormField } from '@patchbay/node-kit';
import { formatNumber, useTexts } from '@patchbay/texts';
import { IconBraces, IconChevronDown, IconChevronRight, IconCopy } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { copyText } from './copy-text.ts';
import { isSameValue } from './is-same-value.ts';
import { pathInto, templateOf } from './template-path.ts';
import { wholeLength } from './whole-lengths.ts';

/** Items that are shown at first, of a list or an object. */
const FIRST_ITEMS = 20;
/** Characters that are shown at first, of a text. */
const FIRST_CHARACTERS = 240;
/** What is within a value is unfolded up to so many characters as JSON; near the top, up to so many items. */
const UNFOLDED = { characters: 240, items: 8, depth: 2 };

interface Props {
  value: unknown;
  /** Where templates find it; undefined where they do not. */
  path?: string | undefined;
  /** What it holds is named by paths, dotted already. */
  paths?: boolean;
  /** The same of another run: where they differ is marked. */
  other?: { value: unknown } | undefined;
  /** What the form of a node calls what it holds, of a list what its items hold. */
  fields?: readonly FormField[] | undefined;
  depth?: number;
}

/** A value to look at: lists and objects unfold item by item, and what templates can read is copied as they write it. */
export function ValueTree({ value, path, paths = false, other, fields, depth = 0 }: Props): JSX.Element {
  const t = useTexts('trace');
  const [all, setAll] = useState(false);
  const entries = entriesOf(value);
  if (!entries)
    return (
      <div className="pb-tree-row">
        <Leaf value={value} />
        <Copies value={value} path={path} />
      </div>
    );
  if (entries.length === 0) return <Leaf value={value} />;
  const whole = wholeLength(value);
  const others = other && new Map(entriesOf(other.value) ?? []);
  return (
    <>
      <ul className="pb-tree">
        {(all ? entries : entries.slice(0, FIRST_ITEMS)).map(([key, item]) => (
          <Item
            key={key}
            name={String(key)}
            field={typeof key === 'string' ? fields?.find((field) => field.key === key) : undefined}
            fields={typeof key === 'number' ? fields : undefined}
            value={item}
            path={path === undefined ? undefined : paths ? [path, key].filter(Boolean).join('.') : pathInto(path, key)}
            other={others && { value: others.get(key) }}
            depth={depth + 1}
          />
        ))}
      </ul>
      {all || entries.length <= FIRST_ITEMS ? null : (
        <More label={t('showAllItems', { count: entries.length })} onClick={() => setAll(true)} />
      )}
      {whole === undefined ? null : (
        <Text size="xs" c="dimmed">
          {t('listIsCut', { shown: formatNumber(entries.length), all: formatNumber(whole) })}
        </Text>
      )}
    </>
  );
}

interface ItemProps extends Pick<Props, 'value' | 'path' | 'other' | 'fields'> {
  name: string;
  /** Of the form, that it is the value of. */
  field: FormField | undefined;
  depth: number;
}

function Item({ name, field, fields = field?.fields, value, path, other, depth }: ItemProps): JSX.Element {
  const t = useTexts('trace');
  const entries = entriesOf(value);
  const folds = entries !== undefined && entries.length > 0;
  const [open, setOpen] = useState(() => folds && unfoldsAtFirst({ value, items: entries.length, depth }));
  const differs = other !== undefined && !isSameValue(value, other.value);
  return (
    <li data-differs={(differs && !open) || undefined}>
      <div className="pb-tree-row">
        {folds ? (
          <UnstyledButton className="pb-tree-key" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
            {field?.label ?? name}{' '}
            <span className="pb-tree-count">{countText({ shown: entries.length, whole: wholeLength(value), t })}</span>
          </UnstyledButton>
        ) : (
          <>
            <span className="pb-tree-key">{field?.label ?? name}:</span>{' '}
            <Leaf value={choiceLabel({ field, value }) ?? value} />
          </>
        )}
        {differs ? <VisuallyHidden>{t('differs')}</VisuallyHidden> : null}
        <Copies value={value} path={path} />
      </div>
      {open ? <ValueTree value={value} path={path} other={other} fields={fields} depth={depth} /> : null}
    </li>
  );
}

function countText(options: {
  shown: number;
  whole: number | undefined;
  t: ReturnType<typeof useTexts<'trace'>>;
}): string {
  const { shown, whole, t } = options;
  if (whole === undefined) return t('items', { count: shown });
  return t('itemsShown', { shown: formatNumber(shown), all: formatNumber(whole) });
}

/** What a form calls a value that is chosen from several. */
function choiceLabel({ field, value }: { field: FormField | undefined; value: unknown }): string | undefined {
  return [...(field?.options ?? []), ...(field?.variants ?? [])].find((one) => one.value === value)?.label;
}

function unfoldsAtFirst({ value, items, depth }: { value: unknown; items: number; depth: number }): boolean {
  if (depth < UNFOLDED.depth && items <= UNFOLDED.items) return true;
  return JSON.stringify(value).length <= UNFOLDED.characters;
}

function Leaf({ value }: { value: unknown }): JSX.Element {
  const t = useTexts('trace');
  const [all, setAll] = useState(false);
  const kind = value === null || value === undefined ? 'empty' : typeof value;
  const text = leafText(value);
  if (text === '')
    return (
      <span className="pb-tree-leaf" data-kind="empty">
        {kind === 'string' ? t('emptyText') : t('empty')}
      </span>
    );
  const short = all || text.length <= FIRST_CHARACTERS;
  return (
    <span className="pb-tree-leaf" data-kind={kind} data-said="">
      {short ? text : `${text.slice(0, FIRST_CHARACTERS)}…`}
      {short ? null : <More label={t('showAllOfIt')} onClick={() => setAll(true)} />}
    </span>
  );
}

function More({ label, onClick }: { label: string; onClick(): void }): JSX.Element {
  return (
    <UnstyledButton onClick={onClick} display="block">
      <Text size="xs" component="span" className="pb-link">
        {label}
      </Text>
    </UnstyledButton>
  );
}

function Copies({ value, path }: Pick<Props, 'value' | 'path'>): JSX.Element {
  const t = useTexts('trace');
  const template = path === undefined ? undefined : templateOf(path);
  const copyLabel = path === undefined ? t('copyValue') : t('copyValueOf', { path });
  return (
    <span className="pb-tree-copies">
      {template === undefined ? null : (
        <ActionIcon
          size="xs"
          aria-label={t('copyTemplate', { template })}
          title={t('copyTemplate', { template })}
          onClick={() => void copyText(template)}
        >
          <IconBraces size={12} />
        </ActionIcon>
      )}
      <ActionIcon
        size="xs"
        aria-label={copyLabel}
        title={t('copyValue')}
        onClick={() => void copyText(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2))}
      >
        <IconCopy size={12} />
      </ActionIcon>
    </span>
  );
}

function entriesOf(value: unknown): [string | number, unknown][] | undefined {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

/** A text as it is, unless it reads like something else. */
function leafText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^(true|false|null|-?\d+(\.\d+)?|\s+|\[\s*\]|\{\s*\})$/.test(value) ? JSON.stringify(value) : value;
}
