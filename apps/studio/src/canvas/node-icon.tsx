import {
  IconArrowsSplit2,
  IconBox,
  IconClockHour4,
  IconCode,
  IconFlag,
  IconForms,
  IconHelpCircle,
  IconListCheck,
  IconMessage,
  IconPlayerPlay,
  IconRepeat,
  IconSitemap,
  IconSparkles,
  IconStar,
  IconTable,
  IconVariable,
  IconWorldUpload,
} from '@tabler/icons-react';
import type { JSX } from 'react';

// Definitions name their icons; only those that are named are loaded.
const icons: Record<string, typeof IconBox> = {
  'arrows-split-2': IconArrowsSplit2,
  'clock-hour-4': IconClockHour4,
  code: IconCode,
  flag: IconFlag,
  forms: IconForms,
  'help-circle': IconHelpCircle,
  'list-check': IconListCheck,
  message: IconMessage,
  'player-play': IconPlayerPlay,
  repeat: IconRepeat,
  sitemap: IconSitemap,
  sparkles: IconSparkles,
  star: IconStar,
  table: IconTable,
  variable: IconVariable,
  'world-upload': IconWorldUpload,
};

export function NodeIcon({ name, size = 16 }: { name: string | undefined; size?: number }): JSX.Element {
  const Icon = icons[name ?? ''] ?? IconBox;
  return <Icon size={size} aria-hidden="true" />;
}
