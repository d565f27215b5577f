import type { JSX } from 'react';

/** What a user typed, as it was typed; nothing where files were sent alone. */
export function TypedText({ text }: { text: string }): JSX.Element | null {
  return text ? (
    <p className="pb-typed" dir="auto">
      {text}
    </p>
  ) : null;
}
