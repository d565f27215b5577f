import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import { textsOf } from './texts-of.ts';

export interface Search {
  text: string;
  matchCase: boolean;
}

/** A text of the flow that holds what is searched. */
export interface Found {
  /** Node that it belongs to; undefined for a note or a frame. */
  nodeId: string | undefined;
  /** Dotted, for people: `config.text`, `label`, `translations.de`. */
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
      add({ nodeId: id, place: 'label', text: label, replace: (next) => ({ type: 'node.label', id, label: next }) });
    for (const { path, text } of textsOf(config))
      add({ nodeId: id, place: path.join('.'), text, replace: (value) => ({ type: 'node.set', id, path, value }) });
  }
  for (const note of document.notes ?? [])
    add({
      nodeId: undefined,
      place: 'Note',
      text: note.text,
      replace: (text) => ({ type: 'note.set', id: note.id, note: { ...note, text } }),
    });
  for (const frame of document.frames ?? [])
    add({
      nodeId: undefined,
      place: 'Frame',
      text: frame.title,
      replace: (title) => ({ type: 'frame.set', id: frame.id, frame: { ...frame, title } }),
    });
  for (const [language, texts] of Object.entries(document.translations ?? {}))
    for (const [path, text] of Object.entries(texts))
      add({
        nodeId: path.split('.')[0],
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
