import {
  IconArrowsMinimize,
  IconClipboardCopy,
  IconCopy,
  IconFrame,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconScissors,
  IconSitemap,
  IconTrash,
} from '@tabler/icons-react';
import type { JSX } from 'react';

const icons: Record<string, typeof IconCopy> = {
  copy: IconClipboardCopy,
  cut: IconScissors,
  duplicate: IconCopy,
  delete: IconTrash,
  extract: IconArrowsMinimize,
  frame: IconFrame,
  'tidy-selection': IconSitemap,
  'align-left': IconLayoutAlignLeft,
  'align-centre': IconLayoutAlignCenter,
  'align-right': IconLayoutAlignRight,
  'align-top': IconLayoutAlignTop,
  'align-middle': IconLayoutAlignMiddle,
  'align-bottom': IconLayoutAlignBottom,
  'align-across': IconLayoutDistributeVertical,
  'align-down': IconLayoutDistributeHorizontal,
};

/** The picture of a command, by its id; none where it has none. */
export function CommandIcon({ id, size = 16 }: { id: string; size?: number }): JSX.Element | null {
  const Icon = icons[id];
  return Icon ? <Icon size={size} aria-hidden /> : null;
}
