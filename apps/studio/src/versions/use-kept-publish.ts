import { useState } from 'react';
import { z } from 'zod';
import { useSession, WORKSPACE } from '../api/session.tsx';

const kept = z.object({
  address: z.string().optional(),
  note: z.string().optional(),
  /** An address that was refused, and why, in English: it is told again with it. */
  refused: z.object({ address: z.string(), message: z.string() }).optional(),
});

/** What somebody wrote into the form that publishes a flow, and did not send. */
export type KeptPublish = z.infer<typeof kept>;

/** Kept in this tab until the flow is published: who is led to what stands in the way, or closes the form, finds it again. */
export function useKeptPublish(flowKey: string): [KeptPublish, (change: KeptPublish) => void, () => void] {
  const { user } = useSession();
  const key = `patchbay.publish.${user?.id ?? ''}.${WORKSPACE}.${flowKey}`;
  const [written, setWritten] = useState(() => read(key));
  const write = (change: KeptPublish) => {
    const next = { ...written, ...change };
    setWritten(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A full storage loses it when the form is closed.
    }
  };
  return [written, write, () => sessionStorage.removeItem(key)];
}

function read(key: string): KeptPublish {
  try {
    return kept.parse(JSON.parse(sessionStorage.getItem(key) ?? '{}'));
  } catch {
    return {};
  }
}
