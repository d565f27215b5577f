import { createContext, type JSX, type ReactNode, useContext, useEffect, useState } from 'react';

// Elsewhere than in an editor nothing waits.
const Settled = createContext(true);

/** Longest that what can wait does, in ms, where the browser is never idle. */
const LONGEST_MS = 600;

/** Becomes true once what it holds was drawn and the browser has had time to breathe. */
export function SettledProvider({ children }: { children: ReactNode }): JSX.Element {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const settle = () => setSettled(true);
    // Safari has no idle callbacks.
    if (typeof window.requestIdleCallback !== 'function') {
      const timer = setTimeout(settle, LONGEST_MS / 2);
      return () => clearTimeout(timer);
    }
    const idle = window.requestIdleCallback(settle, { timeout: LONGEST_MS });
    return () => window.cancelIdleCallback(idle);
  }, []);
  return <Settled.Provider value={settled}>{children}</Settled.Provider>;
}

/** Whether what is not needed to begin may be asked for: it would take the processor from the first drawing. */
export function useSettled(): boolean {
  return useContext(Settled);
}
