import type { Condition } from '@patchbay/expressions';
import { useTexts } from '@patchbay/texts';
import {
  createContext,
  type DragEvent,
  type JSX,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { countMembers, type MemberPlace, moveMember, stepOf } from '../condition-moves.ts';
import { useFormContext } from '../form-context.ts';
import type { Path } from '../widget-props.ts';
import { DragHandle } from './drag-handle.tsx';

interface Moves {
  /** Whether there is anything to move past. */
  isMovable: boolean;
  isDragging: boolean;
  /** Where what is dragged would go. */
  over: MemberPlace | undefined;
  /** Where the member stands that is taken, which others may change meanwhile. */
  drag(place: { readonly current: Path | undefined } | undefined): void;
  hover(place: MemberPlace | undefined): void;
  drop(place: MemberPlace): void;
  step(path: Path, step: -1 | 1): void;
  /** Path of a member of the form within the condition. */
  within(path: Path): Path;
}

const MovesContext = createContext<Moves | undefined>(undefined);

/** Lets the members of a condition be moved, within their group and to others, by one change of the whole. */
export function ConditionMoves({
  condition,
  path,
  onChange,
  children,
}: {
  condition: Condition;
  path: Path;
  onChange(path: Path, value: unknown): void;
  children: ReactNode;
}): JSX.Element {
  const { readOnly } = useFormContext();
  const [dragged, setDragged] = useState<{ readonly current: Path | undefined }>();
  const [over, setOver] = useState<MemberPlace>();
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<Path>(undefined);
  useEffect(() => {
    if (!wanted.current) return;
    // What was moved keeps the focus.
    const moved = root.current?.querySelector(`[data-member="${wanted.current.join('.')}"]`);
    wanted.current = undefined;
    moved?.querySelector<HTMLElement>('textarea, input:checked, button')?.focus();
  });
  const moves = useMemo((): Moves => {
    const move = (from: Path, to: MemberPlace) => {
      const moved = moveMember({ condition, from, to });
      if (!moved) return;
      wanted.current = [...path, ...moved.path];
      onChange(path, moved.condition);
    };
    return {
      isMovable: !readOnly && countMembers(condition) > 1,
      isDragging: dragged !== undefined,
      over,
      drag: (from) => {
        setDragged(from);
        setOver(undefined);
      },
      hover: (place) => setOver((before) => (isSamePlace(before, place) ? before : place)),
      drop: (to) => dragged?.current && move(dragged.current, to),
      step(from, step) {
        const to = stepOf({ condition, from, step });
        if (to && !readOnly) move(from, to);
      },
      within: (full) => full.slice(path.length),
    };
  }, [condition, path, onChange, readOnly, dragged, over]);
  return (
    <MovesContext value={moves}>
      <div ref={root}>{children}</div>
    </MovesContext>
  );
}

/** A rule, a group or an exception in its group: taken by its handle, or moved by Alt and the arrows. */
export function ConditionMember({ path, children }: { path: Path; children: ReactNode }): JSX.Element {
  const t = useTexts('nodeForm');
  const moves = useContext(MovesContext);
  const own = moves?.within(path) ?? [];
  const place = useRef<Path>(undefined);
  useEffect(() => {
    place.current = own;
  });
  useEffect(
    () => () => {
      place.current = undefined;
    },
    [],
  );
  const [group, index] = [own.slice(0, -2), Number(own.at(-1))];
  const side = moves?.over && isSamePath(moves.over.group, group) ? moves.over.index - index : undefined;
  const placeOf = (event: DragEvent<HTMLElement>): MemberPlace => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return { group, index: event.clientY < top + height / 2 ? index : index + 1 };
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event;
    const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : undefined;
    if (!altKey || ctrlKey || metaKey || shiftKey || step === undefined) return;
    // In a list of choices the keys open it.
    if (target instanceof HTMLSelectElement) return;
    event.preventDefault();
    event.stopPropagation();
    moves?.step(own, step);
  };
  return (
    <div
      data-member={path.join('.')}
      className="pb-condition-member"
      data-drop={side === 0 ? 'before' : side === 1 ? 'after' : undefined}
      role="group"
      aria-label={t('memberNumber', { number: index + 1 })}
      aria-keyshortcuts={moves?.isMovable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!moves?.isDragging) return;
        event.preventDefault();
        event.stopPropagation();
        moves.hover(placeOf(event));
      }}
      onDrop={(event) => {
        if (!moves?.isDragging) return;
        event.preventDefault();
        event.stopPropagation();
        moves.drop(placeOf(event));
      }}
    >
      {moves?.isMovable ? <DragHandle onBegin={() => moves.drag(place)} onEnd={() => moves.drag(undefined)} /> : null}
      <div className="pb-condition-body">{children}</div>
    </div>
  );
}

/** What is dropped on a group beside its members goes to its end. */
export function useGroupDrop({ path, size }: { path: Path; size: number }) {
  const moves = useContext(MovesContext);
  const place = { group: moves?.within(path) ?? [], index: size };
  return {
    onDragOver(event: DragEvent<HTMLElement>) {
      if (!moves?.isDragging) return;
      event.preventDefault();
      event.stopPropagation();
      moves.hover(place);
    },
    onDrop(event: DragEvent<HTMLElement>) {
      if (!moves?.isDragging) return;
      event.preventDefault();
      event.stopPropagation();
      moves.drop(place);
    },
  };
}

function isSamePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

function isSamePlace(one: MemberPlace | undefined, other: MemberPlace | undefined): boolean {
  if (!one || !other) return one === other;
  return one.index === other.index && isSamePath(one.group, other.group);
}
