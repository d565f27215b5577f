import { useTexts } from '@patchbay/texts';
import { type JSX, useEffect, useRef } from 'react';
import { type UnparsedFields, useFormContext } from '../form-context.ts';
import { jsonFault } from '../json-fault.ts';
import { type UnsavedText, useDraft } from '../use-draft.ts';
import { type WidgetProps } from '../widget-props.ts';
import { GrowingTextarea } from './growing-textarea.tsx';
import { MetMeanwhile } from './met-meanwhile.tsx';
import { fieldProps } from './simple-fields.tsx';
import { Widenable } from './widenable.tsx';

/** Any JSON; what does not parse stays in the field with its error and changes nothing. */
export function JsonField(props: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly, unparsed } = useFormContext();
  const { path, value, onChange } = props;
  const name = path.join('.');
  const draft = useDraft({
    value,
    textOf: jsonText,
    parse: parsedJson,
    save: (next) => onChange(path, next),
    begun: unparsed?.get(name),
  });
  useKept({ unparsed, name, unsaved: draft.unsaved });
  const input = useRef<HTMLTextAreaElement>(null);
  const isFaulty = draft.unsaved !== undefined && !parsedJson(draft.text);
  return (
    <Widenable
      label={props.field.label}
      draw={({ wide, button }) => (
        <>
          <GrowingTextarea
            ref={input}
            {...fieldProps(props)}
            {...(isFaulty ? { error: t('thisIsNoJson', jsonFault(draft.text)) } : {})}
            data-autofocus={wide || undefined}
            data-draft={draft.unsaved ? true : undefined}
            readOnly={readOnly}
            minRows={wide ? 22 : 3}
            maxRows={wide ? 28 : 18}
            spellCheck={false}
            monospace
            rightSection={button}
            value={draft.text}
            onChange={({ currentTarget, nativeEvent }) => {
              // What the browser takes back is what stood here before the other value came.
              const keepsOnly = draft.isMet && /^history/.test(Reflect.get(nativeEvent, 'inputType') ?? '');
              draft.write(currentTarget.value, { keepsOnly });
            }}
            onBlur={() => {
              if (!draft.unsaved) draft.drop();
            }}
          />
          {draft.isMet ? (
            <MetMeanwhile
              said={t('otherValueCame')}
              take={t('showOtherValue')}
              onTake={() => {
                draft.drop();
                input.current?.focus();
              }}
            />
          ) : null}
        </>
      )}
    />
  );
}

/** Keeps a text that is no JSON yet while another node is looked at, at the place where its field is by now. */
function useKept({
  unparsed,
  name,
  unsaved,
}: {
  unparsed: UnparsedFields | undefined;
  name: string;
  unsaved: UnsavedText | undefined;
}): void {
  const kept = useRef<{ unparsed: UnparsedFields; name: string; unsaved: UnsavedText }>(undefined);
  useEffect(() => {
    const { current: before } = kept;
    if (before?.unparsed.get(before.name) === before?.unsaved) before?.unparsed.delete(before.name);
    kept.current = unparsed && unsaved && { unparsed, name, unsaved };
    if (!unparsed) return;
    if (unsaved) unparsed.set(name, unsaved);
    else unparsed.delete(name);
  }, [unparsed, name, unsaved]);
}

function jsonText(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

// A template is no JSON and is kept as a text.
function parsedJson(text: string): { value: unknown } | undefined {
  if (text.trim() === '') return { value: undefined };
  if (/^\s*\{[{%]/.test(text)) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
