import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** So near the end counts as there. Pixels. */
const NEAR_END = 48;

interface StickToEnd {
  /** Whether the reader has scrolled away from the end, and whether something was said since. */
  away: boolean;
  unseen: boolean;
  jump(): void;
}

/** Keeps the end of a scrolled list in view as it grows, unless the reader scrolled up. `said` is what counts as new. */
export function useStickToEnd({ list, said }: { list: RefObject<HTMLDivElement | null>; said: unknown }): StickToEnd {
  const stuck = useRef(true);
  const seen = useRef(said);
  const [away, setAway] = useState(false);
  const [unseen, setUnseen] = useState(false);

  const toEnd = useCallback(() => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [list]);

  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    let before = element.scrollTop;
    const onScroll = () => {
      const top = element.scrollTop;
      const isNear = element.scrollHeight - top - element.clientHeight < NEAR_END;
      // Only who moves up leaves the end: what grew since the list was last scrolled moves nobody.
      if (isNear) stuck.current = true;
      else if (top < before) stuck.current = false;
      before = top;
      setAway(!stuck.current);
      if (stuck.current) setUnseen(false);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    // The list itself shrinks when a keyboard opens; what is in it grows by text, pictures and unfolded parts.
    const observer = new ResizeObserver(() => {
      if (stuck.current) toEnd();
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [list, toEnd]);

  useLayoutEffect(() => {
    if (stuck.current) toEnd();
    else if (seen.current !== said) setUnseen(true);
    seen.current = said;
  }, [said, toEnd]);

  const jump = useCallback(() => {
    stuck.current = true;
    setAway(false);
    setUnseen(false);
    toEnd();
  }, [toEnd]);

  return { away, unseen, jump };
}
