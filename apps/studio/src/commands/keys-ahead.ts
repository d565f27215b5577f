declare global {
  /** Made and filled by the page itself, see index.html. */
  var patchbayKeys:
    | {
        /** How many hear keys and have a palette. Without any, Ctrl+K begins a text. */
        heard: number;
        /** What was typed after Ctrl+K so far. Undefined while nothing is held. */
        text: string | undefined;
      }
    | undefined;
}

/** Tells that keys are heard now, until what it gives is called. Where Ctrl+K came before, it opens the palette. */
export function hearKeys(openPalette: () => void): () => void {
  const { patchbayKeys: keys } = globalThis;
  if (!keys) return () => {};
  keys.heard += 1;
  if (keys.text !== undefined) openPalette();
  return () => {
    keys.heard -= 1;
  };
}

/** What is typed from now on is meant for a palette that is on its way. */
export function holdKeys(): void {
  const { patchbayKeys: keys } = globalThis;
  if (keys) keys.text ??= '';
}

/** What was typed ahead so far. */
export function heldKeys(): string {
  return globalThis.patchbayKeys?.text ?? '';
}

/** Keys go where the focus is again. */
export function letKeysGo(): void {
  const { patchbayKeys: keys } = globalThis;
  if (keys) keys.text = undefined;
}
