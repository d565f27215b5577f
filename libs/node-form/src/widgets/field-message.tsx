import { VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { messageAt } from '../widget-props.ts';

type Severity = 'error' | 'warning';

/** What is said at a field, for an input or what frames several: red where it is an error, amber where it is a warning. Mantine has no such state; its `success` is one beside `error`, which the style sheet makes amber. */
export function messageProps(options: Parameters<typeof messageAt>[0]): { error?: ReactNode; success?: ReactNode } {
  const said = messageAt(options);
  if (!said) return {};
  const message = (
    <span className="pb-field-message">
      <SeverityIcon severity={said.severity} size={13} />
      <span>{said.message}</span>
    </span>
  );
  return said.severity === 'error' ? { error: message } : { success: message };
}

/** How bad something is, by shape as by colour, and in a word for who hears it. */
export function SeverityIcon({ severity, size = 14 }: { severity: Severity; size?: number }): JSX.Element {
  const t = useTexts('nodeForm');
  const Icon = severity === 'error' ? IconAlertCircle : IconAlertTriangle;
  return (
    <span className={severity === 'error' ? 'pb-fault' : 'pb-warning'}>
      <Icon size={size} aria-hidden />
      <VisuallyHidden>{t(`severity_${severity}`)}: </VisuallyHidden>
    </span>
  );
}
