import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

const PAGE = 120;

/** The last entries of a long list, and more of it on demand without moving what is in view. */
export function useWindowOf<Entry>({ all, list }: { all: readonly Entry[]; list: RefObject<HTMLElement | null> }): {
  shown: readonly Entry[];
  hidden: number;
  showMore(): void;
} {
  const [pages, setPages] = useState(1);
  const fromEnd = useRef<number | undefined>(undefined);
  const hidden = Math.max(0, all.length - pages * PAGE);

  useLayoutEffect(() => {
    const element = list.current;
    if (element && fromEnd.current !== undefined) element.scrollTop = element.scrollHeight - fromEnd.current;
    fromEnd.current = undefined;
  }, [pages, list]);

  return {
    shown: hidden > 0 ? all.slice(hidden) : all,
    hidden,
    showMore() {
      const element = list.current;
      if (element) fromEnd.current = element.scrollHeight - element.scrollTop;
      setPages((before) => before + 1);
    },
  };
}
