import { ActionIcon, Group, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useTexts } from '@patchbay/texts';
import { IconArrowLeft, IconListTree } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { type JSX, type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useSession } from '../api/session.tsx';
import { Canvas } from '../canvas/canvas.tsx';
import { useFocusOnOpening } from '../canvas/use-focus-on-opening.ts';
import { DebugContext } from '../debug/debug-context.ts';
import { DebugStore } from '../debug/debug-store.ts';
import { EditorContext } from '../editor/editor-context.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { positionsOf } from '../editor/new-node.ts';
import { Outline } from '../outline/outline.tsx';
import { ColorSchemeSwitch } from '../shell/shell.tsx';
import { useLookingKeys } from './use-looking-keys.ts';

interface Props {
  store: EditorStore;
  flowKey: string;
  title: string;
  /** The nodes that the conversation went through: it opens at them. */
  path: ReadonlySet<string>;
  back: string;
  actions: ReactNode;
  side: ReactNode;
  children?: ReactNode;
}

/** A flow to look at, with what is told of it beside: nothing of it is edited. */
export function CanvasFrame({ store, flowKey, title, path, back, actions, side, children }: Props): JSX.Element {
  const t = useTexts('conversations');
  const { user } = useSession();
  const { setCenter, getZoom } = useReactFlow();
  useDocumentTitle(`${title} – Patchbay`);
  const [outline, setOutline] = useState(false);
  const reveal = useCallback(
    (id: string) => {
      store.select([id]);
      const place = positionsOf(store.document)[id];
      if (place) void setCenter(place.x + 124, place.y + 60, { zoom: Math.max(getZoom(), 0.7), duration: 200 });
    },
    [store, setCenter, getZoom],
  );
  const toggleOutline = useCallback(() => setOutline((before) => !before), []);
  useFocusOnOpening();
  useLookingKeys({ store, reveal, toggleOutline });
  const editor = useMemo(
    () => ({ store, flowKey, readOnly: true, reveal, showSide: () => undefined, pickNode: () => undefined }),
    [store, flowKey, reveal],
  );
  const debug = useMemo(
    () => ({
      store: new DebugStore({ flowKey, user: user?.id ?? '', looks: true }),
      runNode: () => undefined,
      pinNode: () => undefined,
      runFrom: () => undefined,
    }),
    [flowKey, user?.id],
  );
  return (
    <EditorContext.Provider value={editor}>
      <DebugContext.Provider value={debug}>
        <div className="pb-editor">
          <section className="pb-toolbar" aria-label={t('conversationAndItsActions')}>
            <Group gap="xs" wrap="nowrap" miw={0}>
              <ActionIcon component={Link} to={back} aria-label={t('back')} size="lg">
                <IconArrowLeft size={18} />
              </ActionIcon>
              <Text fw={600} truncate component="h1" size="md" m={0}>
                {title}
              </Text>
            </Group>
            <Group gap={6} wrap="nowrap">
              <ActionIcon
                aria-label={t('outline')}
                aria-pressed={outline}
                variant={outline ? 'light' : 'subtle'}
                onClick={toggleOutline}
                size="lg"
              >
                <IconListTree size={18} />
              </ActionIcon>
              <ColorSchemeSwitch />
              {actions}
            </Group>
          </section>
          <div className="pb-editor-body">
            <main className="pb-canvas">{outline ? <Outline /> : <Canvas fitted={path} />}</main>
            <aside className="pb-side" aria-label={t('details')}>
              {side}
            </aside>
          </div>
          {children}
        </div>
      </DebugContext.Provider>
    </EditorContext.Provider>
  );
}
