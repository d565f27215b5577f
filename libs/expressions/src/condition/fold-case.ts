/** A text with the differences of case taken out of it, in every script: `STRASSE` is `straße`, `ΣΑΣ` is `σας`. Accents count, however they are written. */
export function foldCase(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
