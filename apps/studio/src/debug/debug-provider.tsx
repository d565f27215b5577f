import type { Step } from '@patchbay/api-contract';
import { useQuery } from '@tanstack/react-query';
import { type JSX, type ReactNode, useEffect, useMemo, useState } from 'react';
import { client, useSession } from '../api/session.tsx';
import { useEditorCore } from '../editor/editor-context.ts';
import { useSettled } from '../editor/settled.tsx';
import { DebugContext } from './debug-context.ts';
import { DebugStore } from './debug-store.ts';
import { PinDialog } from './pin-dialog.tsx';
import { RunNodeDialog } from './run-node-dialog.tsx';

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
  const [open, setOpen] = useState<Open>();
  const pins = useQuery({
    queryKey: ['pins', flowKey],
    queryFn: async () => (await client.call('listPins', { params: { key: flowKey } })).data.pins,
    enabled: useSettled(),
  });
  useEffect(() => {
    if (pins.data) store.setPins(pins.data);
  }, [store, pins.data]);
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
