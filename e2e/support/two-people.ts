/// <reference lib="dom" />
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { signInColleague } from './colleague.ts';
import { card, people } from './places.ts';
import { bringBack, cutOff } from './network.ts';
import { openStudio, type Studio, watch } from './studio.ts';

export interface TwoPeople {
  studio: Studio;
  ada: Page;
  bob: Page;
  /** Of Ada and of Bob. */
  contexts: [BrowserContext, BrowserContext];
  /** Makes a flow and opens it for both, until each sees a card of it and the other one. */
  open(key: string, parts?: Partial<FlowDocument>, seen?: string): Promise<void>;
  /** Takes the network from one of them; lines say so in the console. */
  cutOff(who: 0 | 1): Promise<void>;
  bringBack(who: 0 | 1): Promise<void>;
  close(): Promise<void>;
}

/** A product of its own with two people in it, each in a browser of their own; what either console complains of is among the faults of the studio. */
export async function openForTwo(browser: Browser): Promise<TwoPeople> {
  const studio = await openStudio({ browser });
  const { patchbay, page: ada } = studio;
  const { page: bob, context } = await signInColleague({ browser, page: ada, patchbay, name: 'Bob' });
  watch({ page: bob, faults: studio.faults });
  const contexts: TwoPeople['contexts'] = [studio.context, context];
  return {
    ...{ studio, ada, bob, contexts },
    async open(key, parts = {}, seen = 'hello') {
      await studio.makeFlow({ ...starterDocument({ key, name: `Flow ${key}` }), ...parts });
      for (const page of [ada, bob]) {
        await page.goto(`${patchbay.url}/flows/${key}`);
        await expect(card(page, seen)).toBeVisible();
      }
      for (const page of [ada, bob]) await expect(people(page).getByRole('listitem')).toHaveCount(1);
    },
    async cutOff(who) {
      const page = [ada, bob][who]!;
      await cutOff(page);
      await expect(people(page).getByRole('listitem')).toHaveCount(0);
    },
    bringBack: (who) => bringBack([ada, bob][who]!),
    async close() {
      await context.close();
      await studio.close();
    },
  };
}
