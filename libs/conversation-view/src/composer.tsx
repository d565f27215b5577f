import { type FormEvent, type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ViewTexts } from './view-texts.ts';

const MOST_CHARACTERS = 16_000;

interface Props {
  texts: ViewTexts;
  disabled: boolean;
  canStop: boolean;
  placeholder: string;
  /** A text to put back, such as one that was refused. */
  restored: string | undefined;
  send(text: string): void;
  stop(): void;
}

/** Where the user writes: Enter sends, Shift+Enter begins a new line, and the text stays until it is sent. */
export function Composer({ texts, disabled, canStop, placeholder, restored, send, stop }: Props): JSX.Element {
  const [text, setText] = useState('');
  const input = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (restored !== undefined) setText((before) => before || restored);
  }, [restored]);

  useEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 160)}px`;
  }, [text]);

  const submit = () => {
    const trimmed = text.trim();
    if (!trimmed || disabled) return;
    setText('');
    send(trimmed);
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
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {canStop ? (
        <button type="button" className="pb-send" onClick={stop} aria-label={texts('stop')} title={texts('stop')}>
          <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
            <rect x="6" y="6" width="12" height="12" rx="2" fill="currentColor" />
          </svg>
        </button>
      ) : (
        <button
          type="submit"
          className="pb-send"
          disabled={disabled || text.trim() === ''}
          aria-label={texts('send')}
          title={texts('send')}
        >
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
