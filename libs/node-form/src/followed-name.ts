import { slugify } from '@patchbay/flow-spec';
import { namesOf } from './named-items.ts';
import { freeName, stemOf } from './widgets/new-item.ts';
import { isRecord, type WidgetProps } from './widget-props.ts';

/** Characters of a name that is made of a title. */
const LONGEST = 40;

interface Options {
  field: WidgetProps['field'];
  items: readonly unknown[];
  index: number;
  /** What the title of the item becomes. */
  title: unknown;
  /** Whether a name is one that the flow reads already. */
  isRead(name: string): boolean;
}

/** The name that an item takes along with its title; undefined where it keeps its own: somebody wrote it, or the flow reads it. */
export function followedName({ field, items, index, title, isRead }: Options): string | undefined {
  const names = namesOf(field);
  const item = items[index];
  if (!names || !isRecord(item)) return undefined;
  const { name } = names;
  const others = items.filter((_, at) => at !== index);
  const current = item[name];
  const before = nameFrom(item[names.title]);
  const made = isMade({ field, current, before });
  if (typeof current !== 'string' || !made || isRead(current)) return undefined;
  const stem = nameFrom(title);
  // Without a title it is called as a new one.
  if (stem === '') return before === '' ? undefined : freeName({ field, items: others, key: name });
  const taken = new Set(others.map((other) => (isRecord(other) ? other[name] : undefined)));
  let next = stem;
  for (let number = 2; taken.has(next); number++) next = `${stem}_${number}`;
  return next === current ? undefined : next;
}

/** Whether a name is what would be made of its title, or as a new item has it that has none. */
function isMade(options: { field: WidgetProps['field']; current: unknown; before: string }): boolean {
  const { field, current, before } = options;
  const stem = before === '' ? stemOf(field) : `${before}_`;
  const text = String(current);
  return text === before || (text.startsWith(stem) && /^\d+$/.test(text.slice(stem.length)));
}

function nameFrom(title: unknown): string {
  if (typeof title !== 'string') return '';
  // Behind a letter, so that a title without any leaves nothing.
  const [, first = '', ...words] = slugify(`x ${title.replace(/['’]/g, '')}`).split('-');
  let name = first.slice(0, LONGEST);
  for (const word of words) {
    if (name.length + word.length >= LONGEST) break;
    name += `_${word}`;
  }
  return /^\d/.test(name) ? `_${name}` : name;
}
