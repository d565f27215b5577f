import { useTexts } from '@patchbay/texts';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import type { JSX } from 'react';
import type { EditorState } from '../editor/editor-state.ts';

/** How a test, or a past conversation, fared at a node. */
export type PathStep = 'failed' | 'current' | 'visited';

/** Undefined where it did not come by. */
export function pathStep({ path, id }: { path: EditorState['path']; id: string }): PathStep | undefined {
  if (path.failed.has(id)) return 'failed';
  if (path.current === id) return 'current';
  return path.visited.has(id) ? 'visited' : undefined;
}

const icons = { failed: IconX, current: IconArrowRight, visited: IconCheck };

/** That a conversation came by, by shape and in words: on the corner of the node's icon, where it takes no room. `silent` where the words follow behind the name. */
export function PathMark({ step, silent = false }: { step: PathStep; silent?: boolean }): JSX.Element {
  const t = useTexts('canvas');
  const Icon = icons[step];
  const said = t(`path_${step}`);
  return (
    <span
      className="pb-path-mark"
      data-step={step}
      title={said}
      {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': said })}
    >
      <Icon size={12} stroke={3} aria-hidden="true" />
    </span>
  );
}
