import { expect } from '@playwright/test';
import { jsonOf } from './json-of.ts';
import type { Patchbay } from './start-patchbay.ts';

/** A conversation of an end user with a published flow, who chooses an option of the first choice. */
export async function chooseInChat({
  patchbay,
  bot,
  option,
}: {
  patchbay: Patchbay;
  bot: string;
  option: string;
}): Promise<void> {
  const chat = `${patchbay.url}/api/chat/${bot}/conversations`;
  const post = (path: string, body: object, token?: string) =>
    fetch(`${chat}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
  const opened = await jsonOf<{ conversation: { id: string; token: string }; events: { type: string; id: string }[] }>(
    await post('', {}),
  );
  const componentId = opened.events.find((event) => event.type === 'component')!.id;
  const { id, token } = opened.conversation;
  const turn = await post(`/${id}/turns`, { submit: { componentId, values: { option } } }, token);
  expect(turn.status).toBe(200);
}
