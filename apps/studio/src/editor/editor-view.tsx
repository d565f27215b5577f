import { ActionIcon, Group, Tabs } from '@mantine/core';
import { findProblems, type FlowProblem } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { useQuery } from '@tanstack/react-query';
import { useReactFlow } from '@xyflow/react';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { type JSX, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { client } from '../api/session.tsx';
import { Canvas } from '../canvas/canvas.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { Palette } from '../palette/palette.tsx';
import { Preview } from '../preview/preview.tsx';
import { focusField } from '../inspector/focus-field.ts';
import { EditorContext, type EditorValue } from './editor-context.ts';
import type { EditorStore } from './editor-store.ts';
import { positionsOf } from './new-node.ts';
import { ProblemsPanel } from './problems-panel.tsx';
import { Toolbar } from './toolbar.tsx';

interface Props {
  store: EditorStore;
  flowKey: string;
  readOnly: boolean;
  flush(): Promise<void>;
}

const nowhere: EditorValue['path'] = { visited: new Set(), current: undefined, given: new Map() };

/** The editor of one flow: palette, canvas, and beside it the form of what is selected, the problems and the preview. */
export function EditorView({ store, flowKey, readOnly, flush }: Props): JSX.Element {
  const { document, selection, save } = useSyncExternalStore(store.subscribe, store.snapshot);
  const { setCenter, getZoom } = useReactFlow();
  const [side, setSide] = useState<string>('form');
  const [tried, setTried] = useState(false);
  if (side === 'preview' && !tried) setTried(true);
  const [palette, setPalette] = useState(window.innerWidth > 900);
  const [path, setPath] = useState<EditorValue['path']>(nowhere);
  const surroundings = useServerProblems({ flowKey, saved: save === 'saved' ? store.revision : undefined });
  const problems = useMemo(
    () => byNode([...findProblems({ document, types: nodeRegistry }), ...surroundings]),
    [document, surroundings],
  );

  const reveal = useCallback(
    (id: string, path?: string) => {
      store.select([id]);
      setSide('form');
      if (path) focusField(path);
      const place = positionsOf(store.document)[id];
      if (place) void setCenter(place.x + 130, place.y + 60, { zoom: Math.max(getZoom(), 0.8), duration: 250 });
    },
    [store, setCenter, getZoom],
  );
  const value = useMemo(
    (): EditorValue => ({ store, readOnly, problems, path, reveal }),
    [store, readOnly, problems, path, reveal],
  );
  const count = [...problems.values()].flat().length;

  useEffect(() => {
    window.document.title = `${document.name} – Patchbay`;
    return () => {
      window.document.title = 'Patchbay';
    };
  }, [document.name]);

  // Whoever selects a node wants its form, unless the preview is being watched.
  useEffect(() => {
    if (selection.size === 1) setSide((before) => (before === 'problems' ? 'form' : before));
  }, [selection]);

  return (
    <EditorContext.Provider value={value}>
      <div className="pb-editor">
        <Toolbar
          flowKey={flowKey}
          flush={flush}
          errors={[...problems.values()].flat().filter((problem) => problem.severity === 'error').length}
          onPreview={() => setSide('preview')}
        />
        <div className="pb-editor-body">
          <aside className="pb-palette" data-closed={!palette || undefined} aria-label="Nodes">
            <Group justify={palette ? 'flex-end' : 'center'} p={4}>
              <ActionIcon
                aria-label={palette ? 'Hide the nodes' : 'Show the nodes'}
                aria-expanded={palette}
                onClick={() => setPalette(!palette)}
              >
                {palette ? <IconLayoutSidebarLeftCollapse size={18} /> : <IconLayoutSidebarLeftExpand size={18} />}
              </ActionIcon>
            </Group>
            {palette && !readOnly ? <Palette /> : null}
          </aside>
          <main className="pb-canvas">
            <Canvas />
          </main>
          <aside className="pb-side" aria-label="Details">
            <Tabs value={side} onChange={(next) => setSide(next ?? 'form')} className="pb-tabs" keepMounted={false}>
              <Tabs.List>
                <Tabs.Tab value="form">{selection.size === 0 ? 'Flow' : 'Node'}</Tabs.Tab>
                <Tabs.Tab value="problems">Problems{count > 0 ? ` (${count})` : ''}</Tabs.Tab>
                <Tabs.Tab value="preview">Preview</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="form">
                <Inspector />
              </Tabs.Panel>
              <Tabs.Panel value="problems">
                <ProblemsPanel />
              </Tabs.Panel>
              {/* Once begun, a test goes on while its nodes are mended. */}
              <Tabs.Panel value="preview" keepMounted={tried}>
                <Preview flowKey={flowKey} flush={flush} onPath={setPath} />
              </Tabs.Panel>
            </Tabs>
          </aside>
        </div>
      </div>
    </EditorContext.Provider>
  );
}

// What only the server can tell: missing connections and variables, subflows, scripts that do not parse. Asked when the draft has been saved.
function useServerProblems({ flowKey, saved }: { flowKey: string; saved: number | undefined }): FlowProblem[] {
  const [last, setLast] = useState<FlowProblem[]>([]);
  const answer = useQuery({
    queryKey: ['validate', flowKey, saved],
    enabled: saved !== undefined,
    queryFn: async () => (await client.call('validateFlow', { params: { key: flowKey }, body: {} })).data.issues,
  });
  useEffect(() => {
    if (answer.data)
      setLast(answer.data.filter((problem) => /^(connection|env|subflow|script|model)\./.test(problem.code)));
  }, [answer.data]);
  return last;
}

function byNode(problems: FlowProblem[]): Map<string, FlowProblem[]> {
  const map = new Map<string, FlowProblem[]>();
  for (const problem of problems) {
    const key = problem.nodeId ?? '';
    map.set(key, [...(map.get(key) ?? []), problem]);
  }
  return map;
}
