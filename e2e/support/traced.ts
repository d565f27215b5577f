import { expect } from '@playwright/test';
import type { Studio } from './studio.ts';

/** Waits until the steps of a conversation are written, which is a moment after its turn: those of its opening and of so many turns. */
export async function traced({ studio, id, turns = 1 }: { studio: Studio; id: string; turns?: number }): Promise<void> {
  const written = async () => {
    const { body } = await studio.administer('GET', `/conversations/${id}/trace`);
    return (body as { runs: { steps: unknown[] }[] }).runs.filter(({ steps }) => steps.length > 0).length;
  };
  await expect.poll(written).toBe(turns + 1);
}
