import type { Diagnostic } from '@codemirror/lint';
import { Loader } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { type JSX, lazy, Suspense, useMemo } from 'react';
import { useFormContext } from '../form-context.ts';
import { inputShape } from '../script/input-shape.ts';
import { type WidgetProps } from '../widget-props.ts';
import { FieldFrame, Widenable } from './widenable.tsx';

// The code editor is large: it is loaded when a script is first opened, and with it what looks through scripts.
const CodeEditor = lazy(async () => {
  const [{ CodeEditor: Editor }, { scriptFaults }] = await Promise.all([
    import('./code-editor.tsx'),
    import('../script/script-faults.ts'),
  ]);
  type Props = Omit<Parameters<typeof Editor>[0], 'faults'> & {
    shape: ReturnType<typeof inputShape>;
    say(fault: ReturnType<typeof scriptFaults>[number]): string;
  };
  const Checked = ({ shape, say, ...rest }: Props): JSX.Element => (
    <Editor
      {...rest}
      faults={(code) =>
        scriptFaults({ code, shape }).map(
          (fault): Diagnostic => ({
            from: fault.from,
            to: fault.to,
            severity: fault.kind === 'syntax' || fault.kind === 'member' ? 'error' : 'warning',
            message: say(fault),
          }),
        )
      }
    />
  );
  return { default: Checked };
});

/** A script. What it reads of `input` is checked against what this flow has; its types are those of variables and results, so that no compiler has to be loaded. */
export function CodeField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly, suggestions, nonce } = useFormContext();
  const shape = useMemo(() => inputShape(suggestions), [suggestions]);
  const editor = (
    <Suspense fallback={<Loader size="sm" m="md" />}>
      <CodeEditor
        label={field.label}
        value={typeof value === 'string' ? value : ''}
        readOnly={readOnly}
        nonce={nonce}
        names={suggestions
          .filter(({ path: name }) => /^(vars|user|message|nodes|conversation)\b/.test(name))
          .map(({ path: name }) => `input.${name}`)}
        shape={shape}
        say={({ kind, name, of, is = '', meant }) =>
          [
            kind === 'type'
              ? t('scriptFault_type', { of, is: t(`scriptKind_${kindOf(is)}`), name })
              : t(`scriptFault_${kind}`, { name, of }),
            meant === undefined ? '' : t('didYouMean', { name: meant }),
          ]
            .filter(Boolean)
            .join(' ')
        }
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

function kindOf(is: string): 'text' | 'number' | 'boolean' | 'array' {
  return is === 'number' || is === 'boolean' || is === 'array' ? is : 'text';
}
