import type { Step } from '@patchbay/api-contract';
import { type JSX, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useSession } from '../api/session.tsx';
import { useEditorCore } from '../editor/editor-context.ts';
import { DebugContext } from './debug-context.ts';
import { DebugStore } from './debug-store.ts';
import { PinDialog } from './pin-dialog.tsx';
import { RunNodeDialog } from './run-node-dialog.tsx';
import { usePins } from './use-pins.ts';

interface Props {
  flowKey: string;
  flush(): Promise<void>;
  /** Shows the test. */
  onTest(): void;
  children: ReactNode;
}

type Open = { kind: 'run'; nodeId: string } | { kind: 'pin'; nodeId: string; step: Step | undefined };

/** What the editor knows of tests, and the dialogs that any part of it can open. */
export function DebugProvider({ flowKey, flush, onTest, children }: Props): JSX.Element {
  const { user } = useSession();
  const store = useMemo(() => new DebugStore({ flowKey, user: user?.id ?? '' }), [flowKey, user?.id]);
  const { store: edited } = useEditorCore();
  useEffect(() => edited.onRenamed((renamed) => store.rename(renamed)), [edited, store]);
  useEffect(() => {
    const follow = () => store.follow(edited.document);
    follow();
    return edited.subscribe(follow);
  }, [edited, store]);
  useEffect(() => {
    const onStorage = ({ key }: StorageEvent) => store.keptElsewhere(key);
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, [store]);
  const [open, setOpen] = useState<Open>();
  usePins(store);
  const value = useMemo(
    () => ({
      store,
      runNode: (nodeId: string) => setOpen({ kind: 'run', nodeId }),
      pinNode: (nodeId: string, step?: Step) => setOpen({ kind: 'pin', nodeId, step }),
      runFrom: (nodeId: string) => {
        onTest();
        store.beginAt(nodeId);
      },
    }),
    [store, onTest],
  );
  const close = () => setOpen(undefined);
  return (
    <DebugContext.Provider value={value}>
      {children}
      {open?.kind === 'run' ? <RunNodeDialog nodeId={open.nodeId} flush={flush} onClose={close} /> : null}
      {open?.kind === 'pin' ? <PinDialog nodeId={open.nodeId} of={open.step} flush={flush} onClose={close} /> : null}
    </DebugContext.Provider>
  );
}
