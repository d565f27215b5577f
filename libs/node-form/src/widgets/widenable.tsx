import { ActionIcon, Group, Input, Modal, Tooltip } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { useTexts } from '@patchbay/texts';
import { IconArrowsMaximize } from '@tabler/icons-react';
import { type JSX, type ReactNode, useRef, useState } from 'react';
import { type WidgetProps } from '../widget-props.ts';
import { messageProps } from './field-message.tsx';

interface Place {
  wide: boolean;
  /** What opens the window; none within it. */
  button: JSX.Element | undefined;
}

/** A field that opens in a window of its own, by its button or Alt+Enter. When that is closed, what opened it has the focus again. */
export function Widenable({ label, draw }: { label: string; draw(place: Place): ReactNode }): JSX.Element {
  const t = useTexts('nodeForm');
  const [wide, setWide] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const caret = useRef<[number, number]>(undefined);
  useDidUpdate(() => {
    if (!wide) opener.current?.focus();
    else if (caret.current) putCaret(caret.current);
    caret.current = undefined;
  }, [wide]);
  const button = (
    <Tooltip label={t('writeInALargeField')}>
      <ActionIcon ref={opener} size="sm" aria-label={t('writeLabelInALarge', { label })} onClick={() => setWide(true)}>
        <IconArrowsMaximize size={14} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <>
      {wide ? null : (
        <div
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !event.altKey || event.defaultPrevented) return;
            event.preventDefault();
            const { target } = event;
            if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)
              caret.current = [target.selectionStart ?? 0, target.selectionEnd ?? 0];
            setWide(true);
          }}
        >
          {draw({ wide, button })}
        </div>
      )}
      <Modal opened={wide} onClose={() => setWide(false)} title={label} size="min(1400px, 94vw)" returnFocus={false}>
        <div data-form>{draw({ wide: true, button: undefined })}</div>
      </Modal>
    </>
  );
}

/** How long the large field may take to have the focus, in frames. */
const MOST_FRAMES = 30;

// The caret is where it was in the small field.
function putCaret([start, end]: [number, number], frames = MOST_FRAMES): void {
  const field = document.activeElement;
  const isWide = field?.closest('[role="dialog"]');
  if (isWide && (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement))
    field.setSelectionRange(start, end);
  else if (frames > 0) requestAnimationFrame(() => putCaret([start, end], frames - 1));
}

/** Label, help and error around a field of several controls, with what opens it beside the label. */
export function FieldFrame({
  field,
  path,
  issues,
  button,
  children,
}: Pick<WidgetProps, 'field' | 'path' | 'issues'> & Pick<Place, 'button'> & { children: ReactNode }): JSX.Element {
  return (
    <Input.Wrapper
      label={
        <Group justify="space-between" component="span" display="inline-flex" gap={6}>
          {field.label}
          {button}
        </Group>
      }
      description={field.help}
      {...messageProps({ issues, path })}
      withAsterisk={field.needed ?? field.required}
      labelElement="div"
    >
      {children}
    </Input.Wrapper>
  );
}
