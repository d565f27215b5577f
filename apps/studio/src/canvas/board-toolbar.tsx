import { useTexts } from '@patchbay/texts';
import { NodeToolbar, Position } from '@xyflow/react';
import type { JSX } from 'react';
import { BOARD_COLOURS } from './colours.ts';

/** Colours to choose for a note or a frame that is selected alone. */
export function ColourToolbar({
  visible,
  colour,
  what,
  onChoose,
}: {
  visible: boolean;
  colour: string;
  what: string;
  onChoose(colour: string): void;
}): JSX.Element {
  const t = useTexts('canvas');
  return (
    <NodeToolbar
      isVisible={visible}
      position={Position.Top}
      align="start"
      // What it belongs to lies behind the nodes, and so behind the pane that takes clicks.
      style={{ zIndex: 5 }}
      className="pb-colours"
      role="toolbar"
      aria-label={what}
    >
      {BOARD_COLOURS.map((name) => (
        <button
          key={name}
          type="button"
          className="pb-colour"
          aria-label={t(`colour_${name}`)}
          aria-pressed={name === colour}
          style={{ background: `var(--mantine-color-${name}-4)` }}
          onClick={() => onChoose(name)}
        />
      ))}
    </NodeToolbar>
  );
}
