/// <reference lib="dom" />
import type { BrowserContext } from '@playwright/test';

/** What got out of its cage while the pages of a context were shown. */
export class Escapes {
  readonly ran: string[] = [];
  readonly foreign: string[] = [];
  readonly refused: string[] = [];
  where = '';

  async watch(context: BrowserContext, own: string): Promise<void> {
    // In every frame of every page: each payload calls it.
    await context.exposeBinding('pwn', ({ frame }) => void this.ran.push(`${this.where} in ${frame.url()}`));
    await context.exposeBinding(
      'tellOfViolation',
      (_, told: string) => void this.refused.push(`${this.where}: ${told}`),
    );
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        (window as unknown as { tellOfViolation(told: string): void }).tellOfViolation(
          `${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
        ),
      );
    });
    context.on('page', (page) => page.on('dialog', (dialog) => void dialog.dismiss()));
    await context.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(`${own}/`) || /^(data|blob):/.test(url)) return route.continue();
      this.foreign.push(`${this.where}: ${url}`);
      return route.abort();
    });
  }
}
