import { type FlowDocument, type Operation, withTags } from '@patchbay/flow-spec';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
import { isReadable } from './is-readable.ts';
import { textsOf } from './texts-of.ts';

export interface Search {
  text: string;
  matchCase: boolean;
}

/** A text of the flow that holds what is searched. */
export interface Found {
  of: 'node' | 'note' | 'frame';
  /** Node, note or frame that it belongs to, as the canvas calls it. */
  itemId: string;
  /** Where in a node, dotted: `text`, `label`, `options.0.label`. */
  path: string;
  /** Of a translation. */
  language?: string;
  text: string;
  /** What replaces the text as a whole. Undefined where what is searched is a name that the flow is held together by: ids, variables, what stands in tags, code. */
  replace: ((text: string) => Operation) | undefined;
}

/** Every text in which the search is found: forms, labels, notes, frames, translations. */
export function findTexts({ document, search }: { document: FlowDocument; search: Search }): Found[] {
  if (search.text === '') return [];
  const found: Found[] = [];
  const add = (one: Found) => {
    const { text } = one;
    if (!patternOf(search).test(text)) return;
    found.push(replaceIn({ text, search, by: '' }) === text ? { ...one, replace: undefined } : one);
  };
  for (const { id, type, label, config } of document.nodes) {
    if (label !== undefined)
      add({
        of: 'node',
        itemId: id,
        path: 'label',
        text: label,
        replace: (next) => ({ type: 'node.label', id, label: next }),
      });
    for (const { path, text } of textsOf(config))
      add({
        of: 'node',
        itemId: id,
        path: path.join('.'),
        text,
        replace: isReadable({ type, path }) ? (value) => ({ type: 'node.set', id, path, value }) : undefined,
      });
  }
  for (const note of document.notes ?? [])
    add({
      of: 'note',
      itemId: noteItem(note.id),
      path: 'text',
      text: note.text,
      replace: (text) => ({ type: 'note.set', id: note.id, note: { ...note, text } }),
    });
  for (const frame of document.frames ?? [])
    add({
      of: 'frame',
      itemId: frameItem(frame.id),
      path: 'title',
      text: frame.title,
      replace: (title) => ({ type: 'frame.set', id: frame.id, frame: { ...frame, title } }),
    });
  for (const [language, texts] of Object.entries(document.translations ?? {}))
    for (const [path, text] of Object.entries(texts))
      add({
        of: 'node',
        itemId: path.split('.')[0] ?? '',
        path: path.split('.').slice(1).join('.'),
        language,
        text,
        replace: (value) => ({ type: 'translation.set', language, path, value }),
      });
  return found;
}

/** A text with every occurrence of the search replaced that stands outside of tags. The replacement stands for itself: a dollar sign means nothing. */
export function replaceIn({ text, search, by }: { text: string; search: Search; by: string }): string {
  const pattern = patternOf(search);
  return withTags({ text, between: (part) => part.replace(pattern, () => by) });
}

function patternOf({ text, matchCase }: Search): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), matchCase ? 'gu' : 'giu');
}
