import type { CDPSession, Locator, Page } from '@playwright/test';

interface Point {
  x: number;
  y: number;
}

/** Fingers on a touch screen, as Chromium is told of them. */
export class Fingers {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(page, await page.context().newCDPSession(page));
  }

  async tap(at: Point): Promise<void> {
    await this.#page.touchscreen.tap(at.x, at.y);
  }

  /** Puts one finger or more down, leads each along and lifts them. */
  async swipe(...ways: { from: Point; to: Point }[]): Promise<void> {
    const steps = 8;
    await this.#touch(
      'touchStart',
      ways.map(({ from }) => from),
    );
    for (let step = 1; step <= steps; step++) {
      const part = step / steps;
      const along = (from: number, to: number) => from + (to - from) * part;
      await this.#touch(
        'touchMove',
        ways.map(({ from, to }) => ({ x: along(from.x, to.x), y: along(from.y, to.y) })),
      );
      await this.#page.waitForTimeout(16);
    }
    // A finger that is lifted while it moves flings, and the browser takes the next tap for its end.
    await this.#page.waitForTimeout(120);
    await this.#touch('touchEnd', []);
  }

  /** Rests on a place. */
  async press(at: Point, ms = 800): Promise<void> {
    await this.#touch('touchStart', [at]);
    await this.#page.waitForTimeout(ms);
    await this.#touch('touchEnd', []);
  }

  async #touch(type: 'touchStart' | 'touchMove' | 'touchEnd', points: Point[]): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
    });
  }
}

export async function middleOf(target: Locator): Promise<Point> {
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
