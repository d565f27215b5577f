/** The database's clock as this process last heard it, gone on since. Times that are kept are the database's own; this one is for runs that read nothing. */
export class DatabaseClock {
  #offsetMs = 0;

  heard(nowMs: number): void {
    this.#offsetMs = nowMs - Date.now();
  }

  nowMs(): number {
    return Date.now() + this.#offsetMs;
  }
}
