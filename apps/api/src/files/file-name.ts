import type { KnownType } from '@patchbay/flow-spec';

const MOST_CHARACTERS = 150;
/** Names that are devices on Windows, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name that is safe to show and to save: no folder, nothing unseen or that turns the direction of writing, no sign that a file system takes for its own,
 * and an ending that goes with the content, so that nothing is opened as what it is not.
 */
export function fileName({ given, known }: { given: string; known: KnownType }): string {
  const last = given.normalize('NFC').toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  const named = plain === '' ? 'file' : device.test(plain) ? `_${plain}` : plain;
  const dot = named.lastIndexOf('.');
  const ending = dot > 0 ? named.slice(dot + 1).toLowerCase() : '';
  const fits = known.endings.includes(ending);
  const stem = fits ? named.slice(0, dot) : named;
  const tail = fits ? named.slice(dot + 1) : (known.endings[0] ?? 'txt');
  return `${[...stem]
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replace(/[ .]+$/, '')}.${tail}`;
}
