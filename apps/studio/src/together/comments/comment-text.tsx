import { Text } from '@mantine/core';
import { Fragment, type JSX } from 'react';

/** What somebody wrote: text, and never markup. The names of who is mentioned stand out. */
export function CommentText({ body, names }: { body: string; names: readonly string[] }): JSX.Element {
  return (
    <Text size="sm" className="pb-comment-text" component="div" dir="auto">
      {partsOf({ body, names }).map((part, index) =>
        part.mention ? <mark key={index}>{part.text}</mark> : <Fragment key={index}>{part.text}</Fragment>,
      )}
    </Text>
  );
}

/** A text in pieces, those that name somebody apart. Longer names come first: "@Ada Admin" is not "@Ada". */
export function partsOf({
  body,
  names,
}: {
  body: string;
  names: readonly string[];
}): { text: string; mention: boolean }[] {
  const sorted = names.filter((name) => name !== '').toSorted((one, other) => other.length - one.length);
  const parts: { text: string; mention: boolean }[] = [];
  let plain = '';
  for (let at = 0; at < body.length; ) {
    const name = body[at] === '@' ? sorted.find((one) => body.startsWith(one, at + 1)) : undefined;
    if (name === undefined) {
      plain += body[at] ?? '';
      at += 1;
      continue;
    }
    if (plain !== '') parts.push({ text: plain, mention: false });
    plain = '';
    parts.push({ text: `@${name}`, mention: true });
    at += name.length + 1;
  }
  if (plain !== '') parts.push({ text: plain, mention: false });
  return parts;
}
