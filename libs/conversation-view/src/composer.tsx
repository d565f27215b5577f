import { type FormEvent, type JSX, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { OutgoingMessage } from './outbox.ts';
import type { ViewTexts } from './view-texts.ts';

const MOST_CHARACTERS = 16_000;
/** From so many characters left on, they are counted. */
const COUNTED_FROM = 1_000;

interface Props {
  texts: ViewTexts;
  canStop: boolean;
  placeholder: string;
  /** A message that was refused, whose text is put back. */
  restored: OutgoingMessage | undefined;
  send(text: string): void;
  stop(): void;
}

/** Where the user writes: Enter sends, Shift+Enter begins a new line. What is written while the bot answers is sent after it. */
export function Composer({ texts, canStop, placeholder, restored, send, stop }: Props): JSX.Element {
  const [text, setText] = useState('');
  const input = useRef<HTMLTextAreaElement>(null);
  const restoredKey = restored?.key;
  const restoredText = restored?.text;
  const isEmpty = text.trim() === '';
  const left = MOST_CHARACTERS - text.length;

  useEffect(() => {
    if (restoredKey !== undefined && restoredText !== undefined) setText((before) => before || restoredText);
  }, [restoredKey, restoredText]);

  useLayoutEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  const submit = () => {
    if (isEmpty) return;
    setText('');
    send(text.trim());
    input.current?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method confirms with Enter too: that must not send.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form className="pb-composer" onSubmit={onSubmit}>
      <textarea
        ref={input}
        rows={1}
        value={text}
        maxLength={MOST_CHARACTERS}
        placeholder={placeholder}
        aria-label={texts('composer')}
        dir="auto"
        enterKeyHint="send"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {left < COUNTED_FROM ? (
        <span className="pb-left" role="status">
          {texts('charactersLeft', { n: left })}
        </span>
      ) : null}
      {canStop && isEmpty ? (
        <button type="button" className="pb-send" onClick={stop} aria-label={texts('stop')} title={texts('stop')}>
          <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
            <rect x="6" y="6" width="12" height="12" rx="2" fill="currentColor" />
          </svg>
        </button>
      ) : (
        <button type="submit" className="pb-send" disabled={isEmpty} aria-label={texts('send')} title={texts('send')}>
          <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
            <path
              d="M12 20V5m0 0-6 6m6-6 6 6"
              fill="none"
              stroke="currentColor"
              strokeWidth="2.4"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      )}
    </form>
  );
}
