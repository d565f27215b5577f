import type { UploadRules } from '@patchbay/api-contract/chat';
import type { JSX } from 'react';
import type { Conversation } from './use-conversation.ts';
import type { ViewTexts } from './view-texts.ts';

interface Props {
  rules: UploadRules;
  texts: ViewTexts;
  attach: Conversation['attach'];
}

/** Lets the user choose files: the browser's own field, drawn as a paperclip. */
export function AttachButton({ rules, texts, attach }: Props): JSX.Element {
  return (
    <label className="pb-attach" title={texts('attach')}>
      <input
        type="file"
        multiple
        accept={rules.accept.join()}
        className="pb-hidden"
        aria-label={texts('attach')}
        onChange={({ currentTarget: field }) => {
          const files = [...(field.files ?? [])];
          // The same file may be chosen again.
          field.value = '';
          attach({ files, rules });
        }}
      />
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path
          d="m19.5 11-7.8 7.8a4.6 4.6 0 0 1-6.5-6.5l8.4-8.4a3 3 0 0 1 4.3 4.3l-8.3 8.3a1.5 1.5 0 0 1-2.1-2.1L15 7"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </label>
  );
}
