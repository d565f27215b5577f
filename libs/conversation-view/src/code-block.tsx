import { type JSX, useState } from 'react';
import type { ViewTexts } from './view-texts.ts';

const COPIED_MS = 2_000;

/** Code as it stands, with a button to copy it where the browser lets a page do so. */
export function CodeBlock({ text, texts }: { text: string; texts: ViewTexts }): JSX.Element {
  const [copied, setCopied] = useState(false);
  // Absent on plain http addresses.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  const copy = () => {
    void clipboard?.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    });
  };
  return (
    <div className="pb-code" dir="ltr">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      {clipboard ? (
        <button type="button" className="pb-quiet pb-copy" onClick={copy}>
          {texts(copied ? 'copied' : 'copy')}
        </button>
      ) : null}
    </div>
  );
}
