import { Loader } from '@mantine/core';
import { language, useTexts } from '@patchbay/texts';
import { type JSX, lazy, Suspense, useMemo } from 'react';
import { useFormContext } from '../form-context.ts';
import type { ScriptFault } from '../script/script-faults.ts';
import { type WidgetProps } from '../widget-props.ts';
import { FieldFrame, Widenable } from './widenable.tsx';

// The code editor is large, and what knows the types larger: both are fetched when a script is first shown.
const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

/** Longer expressions are told by their beginning. */
const MOST_OF_NAME = 60;

/** A script, with the types of what this flow gives it. */
export function CodeField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly, scriptInput, nonce } = useFormContext();
  const input = useMemo(() => scriptInput(), [scriptInput]);
  const say = (fault: ScriptFault | undefined): string => {
    if (!fault) return t('scriptFault_syntax');
    const { kind, is, of, meant, said } = fault;
    const name = fault.name.length > MOST_OF_NAME ? `${fault.name.slice(0, MOST_OF_NAME)}…` : fault.name;
    if (kind === 'other') return said;
    const what =
      kind === 'type'
        ? t('scriptFault_type', { of, is: t(`scriptKind_${is ?? 'text'}`), name })
        : t(`scriptFault_${kind}`, { name, of });
    return meant === undefined ? what : `${what} ${t('didYouMean', { name: meant })}`;
  };
  const editor = (
    <Suspense fallback={<Loader size="sm" m="md" />}>
      <CodeEditor
        label={field.label}
        value={typeof value === 'string' ? value : ''}
        readOnly={readOnly}
        nonce={nonce}
        input={input}
        language={language()}
        say={say}
        onChange={(next) => onChange(path, next)}
      />
    </Suspense>
  );
  return (
    <Widenable
      label={field.label}
      draw={({ wide, button }) =>
        wide ? (
          editor
        ) : (
          <FieldFrame field={field} path={path} issues={issues} button={button}>
            {editor}
          </FieldFrame>
        )
      }
    />
  );
}
