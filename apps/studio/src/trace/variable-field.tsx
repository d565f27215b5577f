import { Button, Group, Textarea } from '@mantine/core';
import type { VariableType } from '@patchbay/flow-spec';
import type { JsonValue } from '@patchbay/node-kit';
import { jsonFault } from '@patchbay/node-form/json-fault';
import { useTexts } from '@patchbay/texts';
import { type FormEvent, type JSX, useState } from 'react';
import { errorText } from '../api/notify.ts';
import { useDebug } from '../debug/debug-context.ts';
import { jsonText, parseJson } from '../debug/parse-json.ts';

const mustBe = {
  string: 'mustBeString',
  number: 'mustBeNumber',
  boolean: 'mustBeBoolean',
  array: 'mustBeArray',
  object: 'mustBeObject',
} as const;

interface Props {
  name: string;
  value: unknown;
  /** Whether the value is only a part of what the test holds. */
  isCut: boolean;
  /** As the flow declares it; undefined where it does not. */
  type: VariableType | undefined;
  /** With what was set, or nothing where it stays as it was. */
  onDone(set?: { value: JsonValue }): void;
}

/** Changes a variable of the test: a text as it is typed, anything else as JSON. */
export function VariableField({ name, value, isCut, type, onDone }: Props): JSX.Element {
  const t = useTexts('trace');
  const { store } = useDebug();
  const isText = type === 'string' || (type === undefined && typeof value === 'string');
  const [text, setText] = useState(isText && typeof value === 'string' ? value : value === null ? '' : jsonText(value));
  const [error, setError] = useState<string>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const next = valueOf({ text, isText, type });
    if (next === undefined)
      return setError(type && !isUnfinished({ text, type }) ? t(mustBe[type]) : t('thisIsNoJson', jsonFault(text)));
    try {
      await store.setVariable({ path: name, value: next.value });
      onDone(next);
    } catch (problem) {
      setError(errorText(problem));
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={8}
        autoFocus
        aria-label={t('newValueOf', { name })}
        {...(isCut ? { description: t('partTakesPlaceOfWhole') } : {})}
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            // It leads out of the field, and not of the panel.
            event.stopPropagation();
            onDone();
          }
          if (event.key === 'Enter' && !event.shiftKey) event.currentTarget.form?.requestSubmit();
          if (event.key === 'Enter' && !event.shiftKey) event.preventDefault();
        }}
      />
      <Group gap={4} mt={4}>
        <Button size="compact-xs" type="submit">
          {t('set')}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => onDone()}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  );
}

function valueOf(options: {
  text: string;
  isText: boolean;
  type: VariableType | undefined;
}): { value: JsonValue } | undefined {
  const { text, isText, type } = options;
  if (isText) return { value: text };
  if (text.trim() === '') return { value: null };
  const parsed = parseJson(text);
  // What is declared as nothing may be a plain text, too.
  if (!parsed) return type === undefined ? { value: text } : undefined;
  return type === undefined || parsed.value === null || typeOf(parsed.value) === type ? parsed : undefined;
}

/** Whether it begins as what it is to be, and has a fault further on. */
function isUnfinished({ text, type }: { text: string; type: VariableType }): boolean {
  const begins = { array: '[', object: '{', string: undefined, number: undefined, boolean: undefined }[type];
  return begins !== undefined && text.trimStart().startsWith(begins) && !parseJson(text);
}

function typeOf(value: JsonValue): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
