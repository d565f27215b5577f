import { HighlightStyle } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** How the words of a script are told apart: each colour reads on the page's background, in light and in dark. */
export const scriptColors = HighlightStyle.define([
  { tag: [tags.meta, tags.processingInstruction], color: 'light-dark(#404740, #b0bab0)' },
  { tag: tags.link, textDecoration: 'underline' },
  { tag: tags.heading, textDecoration: 'underline', fontWeight: 'bold' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strong, fontWeight: 'bold' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.keyword, color: 'light-dark(#770088, #d8a0f0)' },
  {
    tag: [tags.atom, tags.bool, tags.url, tags.contentSeparator, tags.labelName],
    color: 'light-dark(#221199, #a9b4ff)',
  },
  { tag: [tags.literal, tags.inserted], color: 'light-dark(#116644, #8fd6a8)' },
  { tag: [tags.string, tags.deleted], color: 'light-dark(#aa1111, #f2a58f)' },
  { tag: [tags.regexp, tags.escape, tags.special(tags.string)], color: 'light-dark(#b83300, #ffb86b)' },
  { tag: tags.definition(tags.variableName), color: 'light-dark(#0000ff, #8cc4ff)' },
  { tag: tags.local(tags.variableName), color: 'light-dark(#3300aa, #b6c8ff)' },
  { tag: [tags.typeName, tags.namespace], color: 'light-dark(#007a4d, #7fdcc0)' },
  { tag: tags.className, color: 'light-dark(#116677, #7fd3e6)' },
  { tag: [tags.special(tags.variableName), tags.macroName], color: 'light-dark(#225566, #9ccfdd)' },
  { tag: tags.definition(tags.propertyName), color: 'light-dark(#0000cc, #9ccbff)' },
  { tag: tags.comment, color: 'light-dark(#994400, #c9a57e)' },
  { tag: tags.invalid, color: 'light-dark(#d00000, #ff8f8f)' },
]);
