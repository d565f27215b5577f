import { ActionIcon, Tooltip } from '@mantine/core';
import type { JSX, ReactNode } from 'react';

interface Props {
  label: string;
  /** Keys that do the same. */
  keys: string;
  /** Of one that is on or off. */
  pressed?: boolean;
  /** While it is on. */
  color?: string;
  disabled?: boolean;
  onClick(): void;
  children: ReactNode;
}

/** An act of testing, as an icon with its keys. */
export function ToolButton({ label, keys, pressed, color, disabled = false, onClick, children }: Props): JSX.Element {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon
        size="md"
        aria-label={label}
        aria-keyshortcuts={keys}
        variant={pressed ? 'light' : 'subtle'}
        {...(pressed && color ? { color } : {})}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        // Pressed or not, it keeps the focus: what it does decides whether it can be pressed again.
        aria-disabled={disabled || undefined}
        data-disabled={disabled || undefined}
        onClick={disabled ? undefined : onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
