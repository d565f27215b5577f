import { Menu } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import { useReactFlow } from '@xyflow/react';
import { Fragment, type JSX, type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { itemOf } from '../canvas/item-ids.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import { useFocusBack } from '../editor/use-focus-back.ts';
import { type Command, keyText } from './command.ts';
import { onLongPress } from './on-long-press.ts';

interface Props {
  commands: readonly Command[];
  /** What holds the canvas. */
  within: RefObject<HTMLElement | null>;
}

interface Opened {
  x: number;
  y: number;
  ids: readonly string[];
}

/** Commands by what was clicked, a line between their groups. */
const offered = {
  canvas: [
    ['add', 'note', 'frame'],
    ['all', 'fit', 'tidy'],
    ['undo', 'redo', 'find', 'palette'],
  ],
  one: [
    ['form', 'add', 'connect'],
    ['copy', 'cut', 'duplicate', 'delete'],
    ['run-node', 'run-from', 'pin', 'breakpoint'],
    ['extract', 'inline', 'frame', 'comments'],
  ],
  several: [
    ['copy', 'cut', 'duplicate', 'delete'],
    ['extract', 'frame', 'tidy-selection'],
    ['align-left', 'align-centre', 'align-right', 'align-top', 'align-middle', 'align-bottom'],
    ['align-across', 'align-down'],
  ],
  path: [['form', 'add', 'connect'], ['delete']],
  other: [['form', 'copy', 'cut', 'duplicate', 'delete']],
} as const;

/** The menu of the right mouse button, and of the menu key: what can be done with what is selected, or on the empty canvas. What was not selected is, when it is clicked. */
export function CanvasMenu({ commands, within }: Props): JSX.Element | null {
  const t = useTexts('commands');
  const { store, readOnly } = useEditorCore();
  const { screenToFlowPosition } = useReactFlow();
  const [place, setPlace] = useState<Opened>();
  useEffect(() => {
    const element = within.current;
    if (!element) return undefined;
    const open = ({ target, x, y, pointed }: { target: Element; x: number; y: number; pointed: boolean }) => {
      const id = target.closest<HTMLElement>('.react-flow__node, .react-flow__edge')?.dataset.id;
      const isCanvas = id === undefined && pointed && !target.closest('.react-flow__nodesselection');
      if (id !== undefined && !store.state.selection.has(id)) store.select([id]);
      // Keys mean what is selected, wherever the pointer is.
      setPlace({ x, y, ids: isCanvas ? [] : [...store.state.selection] });
    };
    const hasMenu = (target: EventTarget | null): target is Element =>
      target instanceof Element &&
      target.closest('.react-flow') !== null &&
      !target.closest('input, textarea, [contenteditable="true"]');
    const onMenu = (event: MouseEvent) => {
      if (!hasMenu(event.target)) return;
      event.preventDefault();
      // That of a finger comes from some browsers alone, and so from none.
      if ('pointerType' in event && event.pointerType === 'touch') return;
      open({ target: event.target, x: event.clientX, y: event.clientY, pointed: event.button === 2 });
    };
    element.addEventListener('contextmenu', onMenu);
    const stop = onLongPress({
      element,
      isFor: hasMenu,
      onPress: (press) => open({ ...press, pointed: true }),
    });
    return () => {
      element.removeEventListener('contextmenu', onMenu);
      stop();
    };
  }, [within, store]);
  if (!place) return null;
  const groups = offered[kindOf(place.ids)].map((ids) =>
    ids.flatMap((id) => {
      const command = commands.find((one) => one.id === id);
      return command && command.fits?.() !== false && !(command.edits && readOnly) ? [command] : [];
    }),
  );
  const close = () => setPlace(undefined);
  const run = (command: Command) => {
    // Closed at once: the next key means what the command chose or opened.
    flushSync(close);
    command.run(place.ids.length === 0 ? screenToFlowPosition({ x: place.x, y: place.y }) : undefined);
  };
  return (
    <>
      <FocusBack />
      <Menu
        opened
        onClose={close}
        position="right-start"
        offset={0}
        // On a telephone it fits on neither side.
        middlewares={{ flip: true, shift: { crossAxis: true, padding: 8 } }}
        returnFocus
        closeOnItemClick
      >
        <Menu.Target>
          <button
            type="button"
            tabIndex={-1}
            className="pb-menu-place"
            aria-label={t('menuOfTheCanvas')}
            style={{ left: place.x, top: place.y }}
          />
        </Menu.Target>
        <Menu.Dropdown aria-label={t('menuOfTheCanvas')}>
          {groups
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <Fragment key={group[0]?.id}>
                {index > 0 ? <Menu.Divider /> : null}
                {group.map((command) => (
                  <Menu.Item
                    key={command.id}
                    rightSection={command.keys?.[0] ? <kbd className="pb-key">{keyText(command.keys[0])}</kbd> : null}
                    onClick={() => run(command)}
                  >
                    {localise(command.label)}
                  </Menu.Item>
                ))}
              </Fragment>
            ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

// Beside the menu, so that it is there for just as long.
function FocusBack(): null {
  useFocusBack();
  return null;
}

function kindOf(ids: readonly string[]): keyof typeof offered {
  const [only] = ids;
  if (only === undefined) return 'canvas';
  if (ids.length > 1) return 'several';
  const { kind } = itemOf(only);
  return kind === 'node' ? 'one' : kind === 'edge' ? 'path' : 'other';
}
