import type { UploadRules } from '@patchbay/api-contract/chat';
import { type FormEvent, type JSX, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { AttachButton } from './attach-button.tsx';
import { AttachedFiles } from './attached-files.tsx';
import { COMPOSER } from './drafts.ts';
import type { OutgoingMessage } from './outbox.ts';
import type { Conversation } from './use-conversation.ts';
import type { ViewTexts } from './view-texts.ts';

const MOST_CHARACTERS = 16_000;
/** From so many characters left on, they are counted. */
const COUNTED_FROM = 1_000;

interface Props {
  conversation: Conversation;
  texts: ViewTexts;
  /** Undefined where no files are taken. */
  uploads: UploadRules | undefined;
  placeholder: string;
  /** A message that was refused, whose text is put back. */
  restored: OutgoingMessage | undefined;
  send(text: string): void;
}

/** Where the user writes: Enter sends, Shift+Enter begins a new line. What is written while the bot answers is sent after it. */
export function Composer({ conversation, texts, uploads, placeholder, restored, send }: Props): JSX.Element {
  const { attachments, canStop, attachAgain, drafts } = conversation;
  const [text, setText] = useState(() => String(drafts.at(COMPOSER).text ?? ''));
  // Files that the message waits for: it goes when they are there, unless one is refused or the text is changed meanwhile.
  const [awaited, setAwaited] = useState<string[]>();
  const input = useRef<HTMLTextAreaElement>(null);
  const attachedBefore = useRef(attachments.length);
  const restoredKey = restored?.key;
  const restoredText = restored?.text;
  const isUploading = attachments.some((one) => one.status === 'sending');
  const isEmpty = text.trim() === '' && attachments.every((one) => one.refusal);
  const left = MOST_CHARACTERS - text.length;

  useEffect(() => {
    if (restoredKey !== undefined && restoredText !== undefined) setText((before) => before || restoredText);
  }, [restoredKey, restoredText]);

  // As soon as it stands there: the next thing may be a reload.
  useLayoutEffect(() => drafts.keep({ place: COMPOSER, key: 'text', value: text || undefined }), [drafts, text]);

  useLayoutEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  // What was attached or removed had the focus, or a dialog of the browser's had.
  useEffect(() => {
    if (attachedBefore.current !== attachments.length) input.current?.focus();
    attachedBefore.current = attachments.length;
  }, [attachments.length]);

  useEffect(() => {
    if (!awaited || isUploading) return;
    setAwaited(undefined);
    if (!attachments.some((one) => one.refusal && awaited.includes(one.key))) submit();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the end of the uploads is what counts
  }, [awaited, isUploading]);

  function submit(): void {
    if (isEmpty) return;
    if (isUploading) return setAwaited(attachments.map((one) => one.key));
    setText('');
    send(text.trim());
    input.current?.focus();
  }
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
      {uploads ? (
        <>
          <AttachedFiles
            attachments={attachments}
            rules={uploads}
            texts={texts}
            retry={(key) => {
              attachAgain({ key, rules: uploads });
              input.current?.focus();
            }}
            remove={conversation.detach}
          />
          <AttachButton rules={uploads} texts={texts} attach={conversation.attach} />
        </>
      ) : null}
      <textarea
        ref={input}
        rows={1}
        value={text}
        maxLength={MOST_CHARACTERS}
        placeholder={placeholder}
        aria-label={texts('composer')}
        dir="auto"
        enterKeyHint="send"
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAwaited(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      {left < COUNTED_FROM ? (
        <span className="pb-left" role="status">
          {texts('charactersLeft', { n: left })}
        </span>
      ) : null}
      {canStop && isEmpty ? (
        <button
          type="button"
          className="pb-send"
          onClick={conversation.stop}
          aria-label={texts('stop')}
          title={texts('stop')}
        >
          <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
            <rect x="6" y="6" width="12" height="12" rx="2" fill="currentColor" />
          </svg>
        </button>
      ) : (
        <button
          type="submit"
          className="pb-send"
          disabled={isEmpty}
          aria-busy={awaited !== undefined}
          aria-label={texts('send')}
          title={texts(awaited ? 'uploading' : 'send')}
        >
          {awaited ? (
            <i className="pb-spinner" />
          ) : (
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
          )}
        </button>
      )}
    </form>
  );
}
