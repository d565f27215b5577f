import { useReactFlow, useStore, ViewportPortal } from '@xyflow/react';
import { type CSSProperties, type JSX, useEffect } from 'react';
import { boxesOf } from '../edits/board.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import type { Person } from './people.ts';
import { useOthers, useTogether } from './together-context.ts';

/** Where the others point on the canvas and what they have selected. Tells them the same of this tab. */
export function OthersOnCanvas(): JSX.Element | null {
  useOwnPointer();
  const others = useOthers();
  if (others.length === 0) return null;
  return (
    <ViewportPortal>
      <div className="pb-others" aria-hidden="true">
        {others.map((person) => (
          <Selection key={person.id} person={person} />
        ))}
        <Cursors others={others} />
      </div>
    </ViewportPortal>
  );
}

function Selection({ person }: { person: Person }): JSX.Element {
  const document = useEditorState((state) => state.document);
  const boxes = boxesOf({ document, ids: new Set(person.presence.selection) });
  return (
    <>
      {boxes.map((box) => (
        <div
          key={box.id}
          className="pb-other-selection"
          style={{
            ...colored(person),
            transform: `translate(${box.x}px, ${box.y}px)`,
            width: box.width,
            height: box.height,
          }}
        >
          <span>{person.name}</span>
        </div>
      ))}
    </>
  );
}

// As large at every zoom.
function Cursors({ others }: { others: readonly Person[] }): JSX.Element {
  const zoom = useStore(({ transform }) => transform[2]);
  return (
    <>
      {others.map((person) =>
        person.presence.cursor ? (
          <div
            key={person.id}
            className="pb-other-cursor"
            style={{
              ...colored(person),
              transform: `translate(${person.presence.cursor.x}px, ${person.presence.cursor.y}px) scale(${1 / zoom})`,
            }}
          >
            <svg viewBox="0 0 16 16" width="16" height="16">
              <path d="M1 1l5 13 2-5 5-2z" />
            </svg>
            <span>{person.name}</span>
          </div>
        ) : null,
      )}
    </>
  );
}

function colored({ color }: Person): CSSProperties {
  return { '--pb-person': color } as CSSProperties;
}

function useOwnPointer(): void {
  const { people } = useTogether();
  const { store } = useEditorCore();
  const { screenToFlowPosition } = useReactFlow();
  const dom = useStore((state) => state.domNode);
  useEffect(() => {
    if (!dom) return;
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      const { x, y } = screenToFlowPosition({ x: clientX, y: clientY });
      people.move({ cursor: { x: Math.round(x), y: Math.round(y) } });
    };
    const onLeave = () => people.move({ cursor: null });
    dom.addEventListener('pointermove', onMove, { passive: true });
    dom.addEventListener('pointerleave', onLeave);
    return () => {
      dom.removeEventListener('pointermove', onMove);
      dom.removeEventListener('pointerleave', onLeave);
      onLeave();
    };
  }, [dom, people, screenToFlowPosition]);
  useEffect(() => {
    const tell = () => people.move({ selection: [...store.state.selection].slice(0, 50) });
    tell();
    return store.subscribe(tell);
  }, [people, store]);
}
