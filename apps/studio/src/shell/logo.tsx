import { Group, Text } from '@mantine/core';
import type { JSX } from 'react';

export function Logo(): JSX.Element {
  return (
    <Group gap={8} wrap="nowrap" className="pb-logo">
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
        <rect x="2" y="2" width="28" height="28" rx="8" fill="var(--mantine-primary-color-filled)" />
        <circle cx="10" cy="11" r="3" fill="#fff" />
        <circle cx="22" cy="21" r="3" fill="#fff" />
        <path d="M10 14c0 6 12 1 12 7" fill="none" stroke="#fff" strokeWidth="2.2" />
      </svg>
      <Text fw={700} className="pb-logo-name">
        Patchbay
      </Text>
    </Group>
  );
}
