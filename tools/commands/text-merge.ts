import { parseArgs } from 'node:util';
import { mergeTexts } from '@patchbay/flow-spec';

// node tools/commands/text-merge.ts [--minutes 30]: two people write in one text at once, with pauses of the line; how often are they asked? Told in docs/decisions.
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const MINUTES = Number(values.minutes);
const STEP_MS = 10;
const TYPING_MS = { least: 90, most: 260 };
const PAUSE_MS = 30;

interface Sent {
  at: number;
  base: number;
  text: string;
}

/** Deterministic, so that the figures can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

class Typist {
  readonly #next: () => number;
  readonly #far: number;
  shown: string;
  confirmed: string;
  base = 0;
  inFlight: Sent | undefined;
  #due = 0;
  #dirtyAt: number | undefined;
  #left: string[] = [];
  #caret = 0;
  written = 0;

  /** `far`: at what part of the text this person works, from 0 to 1; NaN for anywhere. */
  constructor(text: string, seed: number, far: number) {
    this.shown = text;
    this.confirmed = text;
    this.#next = random(seed);
    this.#far = far;
  }

  /** A character more, or a new place when the sentence is done. */
  type(now: number): void {
    if (now < this.#due) return;
    this.#due = now + TYPING_MS.least + this.#next() * (TYPING_MS.most - TYPING_MS.least);
    if (this.#left.length === 0) {
      const words = 3 + Math.floor(this.#next() * 8);
      this.#left = [
        ...Array.from({ length: words }, (_, index) => ` w${Math.floor(this.#next() * 900)}${index}`).join(''),
      ];
      const where = Number.isNaN(this.#far) ? this.#next() : this.#far + (this.#next() - 0.5) * 0.02;
      const spot = this.shown.indexOf(' ', Math.floor(Math.min(0.98, Math.max(0, where)) * this.shown.length));
      this.#caret = spot < 0 ? this.shown.length : spot;
      this.written += words;
    }
    this.shown = this.shown.slice(0, this.#caret) + this.#left.shift() + this.shown.slice(this.#caret);
    this.#caret += 1;
    this.#dirtyAt ??= now;
  }

  send(now: number): void {
    if (this.inFlight || this.#dirtyAt === undefined || now - this.#dirtyAt < PAUSE_MS) return;
    this.inFlight = { at: now, base: this.base, text: this.shown };
    this.#dirtyAt = undefined;
  }

  /** What was ordered, one's own or the other's. What is on its way is put on top of it, and on top of that what is written since. */
  hear(text: string, own: boolean): void {
    const sent = this.inFlight?.text ?? this.confirmed;
    const sentThen = own ? text : mergeTexts({ before: this.confirmed, mine: sent, theirs: text }).text;
    this.confirmed = text;
    this.base += 1;
    if (own) this.inFlight = undefined;
    else if (this.inFlight) this.inFlight = { ...this.inFlight, text: sentThen };
    const ahead = this.shown.slice(Math.max(0, this.#caret - 24), this.#caret);
    const behind = this.shown.slice(this.#caret);
    this.shown = mergeTexts({ before: sent, mine: this.shown, theirs: sentThen }).text;
    // The caret stays behind the word that it was behind.
    const place = this.shown.endsWith(behind)
      ? this.shown.length - behind.length
      : this.shown.indexOf(ahead) + ahead.length;
    this.#caret = place > 0 ? place : Math.min(this.#caret, this.shown.length);
  }
}

function simulate({
  words,
  latency,
  far,
  seed,
}: {
  words: number;
  latency: number;
  far: [number, number];
  seed: number;
}) {
  const text = Array.from({ length: words }, (_, index) => `word${index}`).join(' ');
  const people = [new Typist(text, seed, far[0]), new Typist(text, seed + 1, far[1])];
  const log = [text];
  const arriving: { at: number; from: number; sent: Sent }[] = [];
  const leaving: { at: number; to: number; text: string; own: boolean }[] = [];
  let asked = 0;
  for (let now = 0; now < MINUTES * 60_000; now += STEP_MS) {
    for (const [index, person] of people.entries()) {
      person.type(now);
      const before = person.inFlight;
      person.send(now);
      if (person.inFlight && person.inFlight !== before)
        arriving.push({ at: now + latency, from: index, sent: person.inFlight });
    }
    while (arriving[0] && arriving[0].at <= now) {
      const { from, sent } = arriving.shift()!;
      const merged = mergeTexts({ before: log[sent.base] ?? '', mine: sent.text, theirs: log.at(-1) ?? '' });
      if (!merged.clean) asked += 1;
      log.push(merged.text);
      for (const to of people.keys()) leaving.push({ at: now + latency, to, text: log.at(-1) ?? '', own: to === from });
    }
    while (leaving[0] && leaving[0].at <= now) {
      const { to, text: heard, own } = leaving.shift()!;
      people[to]?.hear(heard, own);
    }
  }
  return { asked, written: people.reduce((sum, person) => sum + person.written, 0) };
}

const places: [string, [number, number]][] = [
  ['each in a paragraph of their own', [0.2, 0.8]],
  ['anywhere', [Number.NaN, Number.NaN]],
  ['both in the same few words', [0.5, 0.5]],
];
console.log(`Two people who type without a pause for ${MINUTES} minutes; asked how often`);
for (const words of [50, 400, 2_000])
  for (const [where, far] of places)
    for (const latency of [5, 50, 200]) {
      const begun = performance.now();
      const { asked, written } = simulate({ words, latency, far, seed: words + latency });
      console.log(
        `${String(words).padStart(5)} words, ${where.padEnd(34)} ${String(latency).padStart(4)} ms: ${String(asked).padStart(4)} times, ${((asked / written) * 1_000).toFixed(1).padStart(6)} in 1,000 words written, ${((performance.now() - begun) / MINUTES / 60).toFixed(1)} ms of work a second`,
      );
    }
