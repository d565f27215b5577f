import { Kbd, Text, TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconSearch } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { LongList } from '../shell/long-list.tsx';

export interface PickItem {
  key: string;
  label: string;
  detail?: string | undefined;
  icon?: ReactNode;
  keys?: string | undefined;
  /** Under which heading; items of one group come together. */
  group?: string | undefined;
  /** More words that find it. */
  words?: string | undefined;
}

interface Props {
  label: string;
  placeholder: string;
  items: readonly PickItem[];
  /** What is searched for at first. */
  begun?: string;
  onPick(key: string): void;
}

/** Pixels, before they were drawn. */
const ITEM = 34;
const HEADING = 29;

/** A list that is searched by typing and chosen from by arrow keys and Enter. */
export function PickList({ label, placeholder, items, begun = '', onPick }: Props): JSX.Element {
  const t = useTexts('palette');
  const [search, setSearch] = useState(begun);
  const [at, setAt] = useState(0);
  const id = useId();
  const found = findItems({ items, search });
  const active = Math.min(at, found.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(active + step, found.length - 1)));
    }
    const chosen = found[active];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      onPick(chosen.key);
    }
  };
  return (
    <div className="pb-pick">
      <TextInput
        size="sm"
        data-autofocus
        autoFocus
        aria-label={label}
        placeholder={placeholder}
        leftSection={<IconSearch size={15} />}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(found[active] ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        value={search}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setAt(0);
        }}
      />
      <LongList
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className="pb-pick-list"
        tabIndex={-1}
        items={found}
        active={active}
        keyOf={(item) => item.key}
        heightOf={(_, index) => (headingAt(found, index) === undefined ? ITEM : ITEM + HEADING)}
        draw={(item, index) => (
          <>
            {headingAt(found, index) === undefined ? null : (
              <div className="pb-pick-group" role="presentation">
                {item.group}
              </div>
            )}
            <div
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              aria-posinset={index + 1}
              aria-setsize={found.length}
              className="pb-pick-item"
              onClick={() => onPick(item.key)}
            >
              {item.icon}
              <span className="pb-pick-label">{item.label}</span>
              {item.detail ? <span className="pb-pick-detail">{item.detail}</span> : null}
              {item.keys ? <Kbd size="xs">{item.keys}</Kbd> : null}
            </div>
          </>
        )}
      />
      {found.length === 0 ? (
        <Text size="sm" c="dimmed" ta="center" p="md" role="status">
          {t('nothingFitsSearch', { search })}
        </Text>
      ) : null}
    </div>
  );
}

// The heading above an item that begins another group than the one before it.
function headingAt(items: readonly PickItem[], index: number): string | undefined {
  const group = items[index]?.group;
  return group === items[index - 1]?.group ? undefined : group;
}

/** Items that have every word of a search: those that are called so first, by their name or another, then those that begin with it. */
export function findItems({ items, search }: { items: readonly PickItem[]; search: string }): readonly PickItem[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  const [first = ''] = words;
  const whole = words.join(' ');
  const rank = ({ label, words: others = '' }: PickItem) => {
    const name = label.toLowerCase();
    if (name === whole || others.toLowerCase().split(/\s+/).includes(whole)) return 0;
    return name.startsWith(first) ? 1 : 2;
  };
  return items
    .filter((item) => {
      const text = `${item.label} ${item.detail ?? ''} ${item.words ?? ''} ${item.group ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => rank(a) - rank(b));
}
