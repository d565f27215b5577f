import { useLayoutEffect, useRef } from 'react';

/**
 * Has what is typed into a field that is otherwise taken when it loses the focus taken as well when the page is left, or the form goes. Before those who keep and send the edits hear of
 * it: they listen for `pagehide` without capture, and end with their effects.
 */
export function useCommitOnLeave(commit: () => void): void {
  const latest = useRef(commit);
  useLayoutEffect(() => {
    latest.current = commit;
  });
  useLayoutEffect(() => {
    const leave = () => latest.current();
    window.addEventListener('pagehide', leave, { capture: true });
    return () => {
      window.removeEventListener('pagehide', leave, { capture: true });
      leave();
    };
  }, []);
}
