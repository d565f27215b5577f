import { textsOf } from '@patchbay/texts';
import { notifyDone } from '../api/notify.ts';

/** Puts a text into the clipboard, and says so. */
export async function copyText(text: string): Promise<void> {
  // A page over plain http has no clipboard of its own.
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyByField(text);
  notifyDone(textsOf('trace')('copied', { text: text.length > 80 ? `${text.slice(0, 80)}…` : text }));
}

function copyByField(text: string): void {
  const holder = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  if (holder instanceof HTMLElement) holder.focus();
}
