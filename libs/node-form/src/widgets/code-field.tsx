import { Input, Loader } from '@mantine/core';
import { type JSX, lazy, Suspense } from 'react';
import { useFormContext } from '../form-context.ts';
import { messageAt, type WidgetProps } from '../widget-props.ts';

// The code editor is large: it is loaded when a script is first opened.
const CodeEditor = lazy(() => import('./code-editor.tsx').then((module) => ({ default: module.CodeEditor })));

export function CodeField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const { readOnly, suggestions, nonce } = useFormContext();
  return (
    <Input.Wrapper
      label={field.label}
      description={field.help}
      error={messageAt({ issues, path })}
      withAsterisk={field.required}
      labelElement="div"
    >
      <Suspense fallback={<Loader size="sm" m="md" />}>
        <CodeEditor
          label={field.label}
          value={typeof value === 'string' ? value : ''}
          readOnly={readOnly}
          nonce={nonce}
          names={suggestions.map((suggestion) => `input.${suggestion.path}`)}
          onChange={(next) => onChange(path, next)}
        />
      </Suspense>
    </Input.Wrapper>
  );
}
