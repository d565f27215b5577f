import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
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
  /** Where in a node, dotted, for people: `text`, `label`, `text (de)`. */
  place: string;
  text: string;
  /** What replaces the text as a whole. */
  replace(text: string): Operation;
}

/** Every text in which the search is found: forms, labels, notes, frames, translations. */
export function findTexts({ document, search }: { document: FlowDocument; search: Search }): Found[] {
  if (search.text === '') return [];
  const found: Found[] = [];
  const add = (one: Found) => {
    if (holds({ text: one.text, search })) found.push(one);
  };
  for (const { id, label, config } of document.nodes) {
    if (label !== undefined)
      add({
        of: 'node',
        itemId: id,
        place: 'label',
        text: label,
        replace: (next) => ({ type: 'node.label', id, label: next }),
      });
    for (const { path, text } of textsOf(config))
      add({
        of: 'node',
        itemId: id,
        place: path.join('.'),
        text,
        replace: (value) => ({ type: 'node.set', id, path, value }),
      });
  }
  for (const note of document.notes ?? [])
    add({
      of: 'note',
      itemId: noteItem(note.id),
      place: 'text',
      text: note.text,
      replace: (text) => ({ type: 'note.set', id: note.id, note: { ...note, text } }),
    });
  for (const frame of document.frames ?? [])
    add({
      of: 'frame',
      itemId: frameItem(frame.id),
      place: 'title',
      text: frame.title,
      replace: (title) => ({ type: 'frame.set', id: frame.id, frame: { ...frame, title } }),
    });
  for (const [language, texts] of Object.entries(document.translations ?? {}))
    for (const [path, text] of Object.entries(texts))
      add({
        of: 'node',
        itemId: path.split('.')[0] ?? '',
        place: `${path.split('.').slice(1).join('.')} (${language})`,
        text,
        replace: (value) => ({ type: 'translation.set', language, path, value }),
      });
  return found;
}

/** A text with every occurrence of the search replaced. The replacement stands for itself: a dollar sign means nothing. */
export function replaceIn({ text, search, by }: { text: string; search: Search; by: string }): string {
  return text.replace(patternOf(search), () => by);
}

function holds({ text, search }: { text: string; search: Search }): boolean {
  return patternOf(search).test(text);
}

function patternOf({ text, matchCase }: Search): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), matchCase ? 'gu' : 'giu');
}
