import { ActionIcon, Group, Tabs } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useDidUpdate } from '@mantine/hooks';
import { useReactFlow } from '@xyflow/react';
import { type JSX, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Canvas } from '../canvas/canvas.tsx';
import { CANVAS } from '../canvas/focus-canvas.ts';
import { CanvasMenu } from '../commands/canvas-menu.tsx';
import { CommandsContext } from '../commands/commands-context.ts';
import { hideExtracted } from '../commands/notify-extracted.tsx';
import { type EditorPanel, useEditorCommands } from '../commands/use-editor-commands.ts';
import { useClipboard } from '../commands/use-clipboard.ts';
import { useCommandKeys } from '../commands/use-command-keys.ts';
import { useDebugCommands } from '../debug/debug-commands.ts';
import { useDebugState } from '../debug/debug-context.ts';
import { DebugProvider } from '../debug/debug-provider.tsx';
import { useKeptTest } from '../debug/use-kept-test.ts';
import { centreOf } from '../edits/board.ts';
import { focusField } from '../inspector/focus-field.ts';
import { formNameOf } from '../inspector/form-name-of.ts';
import { leaveForm } from '../inspector/leave-form.ts';
import { SideForm } from '../inspector/side-form.tsx';
import { Outline } from '../outline/outline.tsx';
import { NodePicker } from '../palette/node-picker.tsx';
import { Palette } from '../palette/palette.tsx';
import { Preview } from '../preview/preview.tsx';
import { EditorContext, type EditorSide, type PickRequest, useEditorCore, useEditorState } from './editor-context.ts';
import { CommentsPanel } from '../together/comments/comments-panel.tsx';
import { CommentsTab } from '../together/comments/comments-tab.tsx';
import { CommentsWatch } from '../together/comments/comments-watch.tsx';
import { ChoicesPanel } from '../together/choices-panel.tsx';
import { FieldPeople } from '../together/field-people.tsx';
import '../together/together.css';
import { NodeData } from '../trace/node-data.tsx';
import { EditorPanels } from './editor-panels.tsx';
import type { EditorStore } from './editor-store.ts';
import { useProblemsOf } from './problems-of.ts';
import { Part } from './part.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { focusWhenDrawn } from '../shell/focus-when-drawn.ts';
import { useFocusOnOpening } from '../canvas/use-focus-on-opening.ts';
import { SettledProvider, useSettled } from './settled.tsx';
import { Toolbar } from './toolbar.tsx';

interface Props {
  store: EditorStore;
  flowKey: string;
  readOnly: boolean;
  flush(): Promise<void>;
}

type Side = EditorSide;

/** Where the list of nodes would leave too little room. */
const narrow = window.matchMedia('(max-width: 900px)');

/** The editor of one flow: palette, canvas or outline, and beside it the form of what is selected, the problems and the preview. */
export function EditorView({ store, flowKey, readOnly, flush }: Props): JSX.Element {
  const { setCenter, getZoom } = useReactFlow();
  const [side, setSide] = useState<Side>('form');
  const [pick, setPick] = useState<PickRequest>();
  const reveal = useCallback(
    (id: string | undefined, path?: string) => {
      store.select(id === undefined ? [] : [id]);
      setSide((before) => (before === 'preview' && !path ? before : 'form'));
      if (path) focusField(path);
      const place = id !== undefined && centreOf({ document: store.document, id });
      if (place) void setCenter(place.x, place.y, { zoom: Math.max(getZoom(), 0.7), duration: 200 });
    },
    [store, setCenter, getZoom],
  );
  const showTest = useCallback(() => setSide('preview'), []);
  const value = useMemo(
    () => ({
      store,
      flowKey,
      readOnly,
      reveal,
      showSide: setSide,
      pickNode: (request: PickRequest) => !readOnly && setPick(request),
    }),
    [store, flowKey, readOnly, reveal],
  );
  return (
    <EditorContext.Provider value={value}>
      <SettledProvider>
        <DebugProvider flowKey={flowKey} flush={flush} onTest={showTest}>
          <Watchers />
          <FieldPeople />
          <CommentsWatch />
          <Frame side={side} setSide={setSide} flush={flush} />
          {pick ? <NodePicker request={pick} onClose={() => setPick(undefined)} /> : null}
        </DebugProvider>
      </SettledProvider>
    </EditorContext.Provider>
  );
}

function Frame({
  side,
  setSide,
  flush,
}: {
  side: Side;
  setSide(next: Side | ((before: Side) => Side)): void;
  flush(): Promise<void>;
}): JSX.Element {
  const t = useTexts('editor');
  const { flowKey, readOnly } = useEditorCore();
  const selected = useEditorState((state) => state.selection.size);
  const form = useEditorState((state) => formNameOf(state.selection));
  const [palette, setPalette] = useState(() => !narrow.matches);
  useEffect(() => {
    const follow = () => setPalette(!narrow.matches);
    narrow.addEventListener('change', follow);
    return () => narrow.removeEventListener('change', follow);
  }, []);
  const canvas = useRef<HTMLElement>(null);
  const [outline, setOutline] = useState(false);
  const [tried, setTried] = useState(false);
  const resume = useCallback(
    (paused: boolean) => {
      setTried(true);
      // Mounted where it is seen: what is hidden has no sizes yet.
      if (paused) setSide('preview');
    },
    [setSide],
  );
  useKeptTest({ flowKey, readOnly, resume });
  if (side === 'preview' && !tried) setTried(true);
  const [panel, setPanel] = useState<EditorPanel>();
  const toggleOutline = useCallback(() => setOutline((before) => !before), []);
  const togglePalette = useCallback(() => setPalette((before) => !before), []);
  const edits = useEditorCommands({ open: setPanel, showSide: setSide, toggleOutline, togglePalette });
  const showTest = useCallback(() => setSide('preview'), [setSide]);
  const tests = useDebugCommands({ showTest });
  const commands = useMemo(() => [...edits, ...tests], [edits, tests]);
  useCommandKeys({ commands, readOnly });
  useClipboard();
  useEffect(() => hideExtracted, []);

  useFocusOnOpening();

  // The one goes with what had the focus in it, and the other takes its place.
  useDidUpdate(() => {
    if (window.document.activeElement === window.document.body) focusWhenDrawn(CANVAS);
  }, [outline]);

  // What stands still is looked at.
  const paused = useDebugState((view) => view.debug?.paused?.nodeId);
  useEffect(() => {
    if (paused !== undefined) setSide('preview');
  }, [paused, setSide]);

  // Whoever selects a node wants its form, unless the preview is being watched.
  useEffect(() => {
    if (selected === 1) setSide((before) => (before === 'problems' ? 'form' : before));
  }, [selected, setSide]);

  return (
    <CommandsContext value={commands}>
      <div className="pb-editor">
        <Toolbar
          flowKey={flowKey}
          flush={flush}
          outline={outline}
          commands={commands}
          panel={panel}
          onClose={() => setPanel(undefined)}
          onPreview={() => setSide('preview')}
        />
        <div className="pb-editor-body">
          {readOnly ? null : (
            <aside className="pb-palette" data-closed={!palette || undefined} aria-label={t('nodes')}>
              <Group justify={palette ? 'flex-end' : 'center'} p={4}>
                <ActionIcon
                  aria-label={palette ? t('hideTheNodes') : t('showTheNodes')}
                  aria-expanded={palette}
                  onClick={togglePalette}
                >
                  {palette ? <IconLayoutSidebarLeftCollapse size={18} /> : <IconLayoutSidebarLeftExpand size={18} />}
                </ActionIcon>
              </Group>
              {palette ? (
                <Part>
                  {/* Where it lies over the canvas, it goes out of the way of what was added. */}
                  <Palette onAdded={() => narrow.matches && setPalette(false)} />
                </Part>
              ) : null}
            </aside>
          )}
          <main className="pb-canvas" ref={canvas}>
            <Part shows={outline}>{outline ? <Outline /> : <Canvas />}</Part>
            <CanvasMenu commands={commands} within={canvas} />
            <ChoicesPanel />
            <Part shows={panel}>
              <EditorPanels panel={panel} commands={commands} onClose={() => setPanel(undefined)} />
            </Part>
          </main>
          <aside className="pb-side" aria-label={t('details')} onKeyDown={leaveForm}>
            <Tabs
              value={side}
              onChange={(next) => setSide(sideOf(next))}
              className="pb-tabs"
              keepMounted={false}
              keepMountedMode="display-none"
            >
              <Tabs.List>
                <Tabs.Tab value="form">{t(form)}</Tabs.Tab>
                <Tabs.Tab value="problems">
                  {t('problems')}
                  <ProblemCount />
                </Tabs.Tab>
                <Tabs.Tab value="preview">{t('preview')}</Tabs.Tab>
                <CommentsTab />
              </Tabs.List>
              <Tabs.Panel value="form">
                <div className="pb-with-data">
                  <SelectedForm />
                  {readOnly ? null : (
                    <Part>
                      <NodeData of="test" />
                    </Part>
                  )}
                </div>
              </Tabs.Panel>
              <Tabs.Panel value="problems">
                <Part>
                  <ProblemsPanel />
                </Part>
              </Tabs.Panel>
              <Tabs.Panel value="comments">
                <Part>
                  <CommentsPanel />
                </Part>
              </Tabs.Panel>
              {/* Once begun, a test goes on while its nodes are mended. */}
              <Tabs.Panel value="preview" keepMounted={tried}>
                <Part>
                  <Preview flowKey={flowKey} flush={flush} shown={side === 'preview'} />
                </Part>
              </Tabs.Panel>
            </Tabs>
          </aside>
        </div>
      </div>
    </CommandsContext>
  );
}

function SelectedForm(): JSX.Element {
  const selection = useEditorState((state) => state.selection);
  return <Part shows={selection}>{theForm}</Part>;
}

// The same element always: a card that is pressed draws no form.
const theForm = <SideForm />;

function sideOf(value: string | null): Side {
  return value === 'problems' || value === 'preview' || value === 'comments' ? value : 'form';
}

function ProblemCount(): string {
  const count = useEditorState((state) => [...state.problems.values()].reduce((sum, list) => sum + list.length, 0));
  return count > 0 ? ` (${count})` : '';
}

// Apart, so that a keystroke draws nothing anew that does not show it.
function Watchers(): null {
  const { store, flowKey } = useEditorCore();
  const name = useEditorState((state) => state.document.name);
  const saved = useEditorState((state) => (state.save === 'saved' ? store.revision : undefined));
  const settled = useSettled();
  useProblemsOf({ store, flowKey, saved: settled ? saved : undefined });
  useEffect(() => {
    window.document.title = `${name} – Patchbay`;
    return () => {
      window.document.title = 'Patchbay';
    };
  }, [name]);
  return null;
}
