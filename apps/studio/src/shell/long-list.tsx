import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type HTMLAttributes, type JSX, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react';

/** Items that are drawn above and below those in view. */
const BEYOND = 30;

interface Props<Item> extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  ref?: Ref<HTMLDivElement>;
  items: readonly Item[];
  keyOf(item: Item, index: number): string;
  /** Pixels that an item takes before it was drawn. */
  heightOf(item: Item, index: number): number;
  /** The one that keys act on: always drawn, and brought into view when another becomes it. */
  active: number;
  itemRole?: 'presentation' | 'listitem';
  draw(item: Item, index: number): ReactNode;
}

/** A list that scrolls, of which only what is in view is drawn, so that one of thousands opens at once. */
export function LongList<Item>(props: Props<Item>): JSX.Element {
  const { ref, items, keyOf, heightOf, active, itemRole = 'presentation', draw, ...rest } = props;
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(ref, () => box.current);
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item, index);
    },
    estimateSize: (index) => {
      const item = items[index];
      return item === undefined ? 0 : heightOf(item, index);
    },
    overscan: BEYOND,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      return active >= 0 && active < items.length ? [...new Set([...drawn, active])].sort((a, b) => a - b) : drawn;
    },
  });
  const item = items[active];
  const activeKey = item === undefined ? undefined : keyOf(item, active);
  const latest = useRef({ list, active });
  useEffect(() => {
    latest.current = { list, active };
  });
  useEffect(() => {
    if (activeKey !== undefined) latest.current.list.scrollToIndex(latest.current.active, { align: 'auto' });
  }, [activeKey]);
  return (
    <div ref={box} {...rest}>
      <div role="presentation" style={{ position: 'relative', height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item === undefined ? null : (
            <div
              key={key}
              ref={list.measureElement}
              data-index={index}
              role={itemRole}
              style={{ position: 'absolute', insetInline: 0, top: start }}
            >
              {draw(item, index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
