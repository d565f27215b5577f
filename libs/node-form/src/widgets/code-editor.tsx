import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { type JSX, useEffect, useRef } from 'react';
import { scriptColors } from '../script/script-colors.ts';

interface Props {
  label: string;
  value: string;
  readOnly: boolean;
  nonce: string;
  /** Paths that a script can read, offered as completions. */
  names: string[];
  /** What is wrong with a script, told at its place. */
  faults(code: string): Diagnostic[];
  onChange(value: string): void;
}

const look = EditorView.theme({
  '&': {
    fontSize: '13px',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: '8px',
    backgroundColor: 'var(--mantine-color-body)',
  },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', maxHeight: '420px', minHeight: '160px' },
  '.cm-tooltip': { backgroundColor: 'var(--mantine-color-body)', borderColor: 'var(--mantine-color-default-border)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    border: 'none',
    color: 'light-dark(var(--mantine-color-gray-7), var(--mantine-color-dark-1))',
  },
  '.cm-content': { caretColor: 'var(--mantine-color-text)' },
});

// What is typed over a selection: left to itself, Chromium keeps the look of what was there by an inline style, which the page's policy refuses.
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { inputType, data } = event;
    if (inputType !== 'insertText' || data === null || view.composing || state.readOnly || state.selection.main.empty)
      return false;
    event.preventDefault();
    view.dispatch(state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

/** The script editor: TypeScript highlighting, completion of `input`, and what is wrong with what is read of it. Escape leaves it, since Tab indents. */
export function CodeEditor({ label, value, readOnly, nonce, names, faults, onChange }: Props): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ onChange, names, faults });
  latest.current = { onChange, names, faults };
  const outside = useRef(false);

  useEffect(() => {
    if (!host.current) return;
    const complete = (context: CompletionContext) => {
      const word = context.matchBefore(/[\w.]+/);
      if (!word || (word.from === word.to && !context.explicit)) return null;
      const options = ['input', 'console', ...latest.current.names].map((name) => ({ label: name, type: 'variable' }));
      return { from: word.from, options };
    };
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          EditorView.cspNonce.of(nonce),
          lineNumbers(),
          history(),
          indentOnInput(),
          bracketMatching(),
          syntaxHighlighting(scriptColors),
          javascript({ typescript: true }),
          lintGutter(),
          linter((shown) => latest.current.faults(shown.state.doc.toString()), { delay: 300 }),
          autocompletion({ override: [complete] }),
          keymap.of([...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab]),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          look,
          typedOver,
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !outside.current) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- made once
  }, [readOnly, label, nonce]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    // Only what differs, so that the caret stays where it is while others write.
    outside.current = true;
    editor.dispatch({ changes: changeBetween(editor.state.doc.toString(), value) });
    outside.current = false;
  }, [value]);

  return <div ref={host} />;
}

function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
