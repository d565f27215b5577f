import type { UploadRules } from '@patchbay/api-contract/chat';
import { type JSX, useLayoutEffect, useRef } from 'react';
import type { Attachment } from './attachments.ts';
import { fileSize } from './file-size.ts';
import type { ViewTexts } from './view-texts.ts';

interface Props {
  attachments: readonly Attachment[];
  rules: UploadRules;
  texts: ViewTexts;
  retry(key: string): void;
  remove(key: string): void;
}

/** Files that go along with the next message: which are on their way, which are there, which were refused and why. */
export function AttachedFiles({ attachments, rules, texts, retry, remove }: Props): JSX.Element {
  const ready = attachments.filter((one) => one.status === 'ready').length;
  const refused = attachments.filter((one) => one.refusal).length;
  const list = useRef<HTMLUListElement>(null);
  const isSending = attachments.some((one) => one.status === 'sending');
  // Where many are attached, what was added or refused last is in view.
  useLayoutEffect(() => {
    // Browsers give a promise: an effect is to give nothing.
    void list.current?.scrollTo(0, list.current.scrollHeight);
  }, [attachments.length, refused]);
  return (
    <>
      <span className="pb-hidden" role="status">
        {isSending ? texts('uploading') : ready > 0 ? texts('attachedCount', { n: ready }) : null}
      </span>
      {attachments.length > 0 ? (
        <ul ref={list} className="pb-attached" aria-label={texts('attached')}>
          {attachments.map(({ key, name, size, status, refusal }) => (
            <li key={key} className={refusal ? 'pb-chip pb-not-taken' : 'pb-chip'} aria-busy={status === 'sending'}>
              <div className="pb-chip-row">
                {status === 'sending' ? <i className="pb-spinner" /> : null}
                <bdi className="pb-file-name" title={name}>
                  {name}
                </bdi>
                <bdi className="pb-file-size">{fileSize(size)}</bdi>
                {refusal?.passes ? (
                  <button type="button" className="pb-quiet" onClick={() => retry(key)}>
                    {texts('again')}
                  </button>
                ) : null}
                <button
                  type="button"
                  className="pb-remove"
                  title={texts('remove', { name })}
                  aria-label={texts('remove', { name })}
                  onClick={() => remove(key)}
                >
                  <svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true">
                    <path d="m6 6 12 12M18 6 6 18" fill="none" stroke="currentColor" strokeWidth="2.4" />
                  </svg>
                </button>
              </div>
              {refusal ? (
                <p className="pb-error" role="alert">
                  <bdi className="pb-hidden">{name}: </bdi>
                  {refusalText({ refusal, rules, texts })}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function refusalText({
  refusal: { code, detail, passes },
  rules,
  texts,
}: {
  refusal: NonNullable<Attachment['refusal']>;
  rules: UploadRules;
  texts: ViewTexts;
}): string {
  switch (code) {
    case 'too_large':
      return texts('tooLarge', { size: fileSize(rules.maxBytes) });
    case 'too_many':
      return texts('tooMany', { n: rules.maxFiles });
    case 'empty':
      return texts('emptyFile');
    case 'unsupported_type':
      return texts('kindNotTaken', { kinds: usualEndings(rules).join(', ') });
    case 'too_many_files':
    case 'storage_full':
    case 'uploads_off':
      return texts('noMoreFiles');
    case 'bot_offline':
      return texts('offline');
    default:
      return passes ? texts('notSent') : `${texts('notSent')} ${detail ?? ''}`;
  }
}

// After each media type stand the endings that go with it, the usual one first.
function usualEndings({ accept }: UploadRules): string[] {
  return accept.filter((_, index) => accept[index - 1]?.includes('/'));
}
