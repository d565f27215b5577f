import { completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, Transaction } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import type { Language } from '@patchbay/texts';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { InputShape } from '../script/input-shape.ts';
import { scriptColors } from '../script/script-colors.ts';
import { inputChanged, scriptExtensions } from '../script/script-extensions.ts';
import type { ScriptFault } from '../script/script-faults.ts';
import { openScriptLanguage, type ScriptLanguage } from '../script/script-language.ts';
import { type FoundFaults, ScriptStatus } from './script-status.tsx';

interface Props {
  label: string;
  value: string;
  readOnly: boolean;
  nonce: string;
  /** What the script is given. */
  input: InputShape;
  language: Language;
  /** A fault in words; undefined stands for a place that cannot be read. */
  say(fault: ScriptFault | undefined): string;
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
  '.cm-tooltip.cm-completionInfo': { maxWidth: '420px' },
  '.cm-script-about': { padding: '4px 8px', maxWidth: '480px', fontSize: '12px', lineHeight: 1.45 },
  '.cm-script-about code': { fontFamily: 'var(--mantine-font-family-monospace)', overflowWrap: 'anywhere' },
  '.cm-script-about p': { margin: '4px 0 0', color: 'var(--mantine-color-dimmed)' },
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

/** The script editor: completion, types and faults by TypeScript, which a worker has. F8 goes to the next fault; Escape leaves the editor, since Tab indents. */
export function CodeEditor({ label, value, readOnly, nonce, input, language, say, onChange }: Props): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const script = useRef<ScriptLanguage>(null);
  const latest = useRef({ onChange, say, input });
  latest.current = { onChange, say, input };
  const outside = useRef(false);
  const [found, setFound] = useState<FoundFaults>();

  useEffect(() => {
    if (!host.current) return;
    const knows = openScriptLanguage(language);
    script.current = knows;
    knows.setInput(latest.current.input);
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
          scriptExtensions({ language: knows, say: (fault) => latest.current.say(fault), onFaults: setFound }),
          keymap.of([...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
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
    return () => {
      editor.destroy();
      knows.release();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- made once
  }, [readOnly, label, nonce, language]);

  useEffect(() => {
    script.current?.setInput(input);
    view.current?.dispatch({ effects: inputChanged.of(null) });
  }, [input]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    // Only what differs, so that the caret stays where it is while others write.
    outside.current = true;
    editor.dispatch({
      changes: changeBetween(editor.state.doc.toString(), value),
      // One takes back one's own alone.
      annotations: Transaction.addToHistory.of(false),
    });
    outside.current = false;
  }, [value]);

  return (
    <div>
      <div ref={host} />
      <ScriptStatus found={found} onGo={(from) => goTo({ editor: view.current, from })} />
    </div>
  );
}

function goTo({ editor, from }: { editor: EditorView | null; from: number }): void {
  editor?.dispatch({ selection: { anchor: Math.min(from, editor.state.doc.length) }, scrollIntoView: true });
  editor?.focus();
}

function changeBetween(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
