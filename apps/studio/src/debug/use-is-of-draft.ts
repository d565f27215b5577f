import { deepEqual, type FlowDocument } from '@patchbay/flow-spec';
import { useEffect, useMemo, useRef } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { useDebug, useDebugState } from './debug-context.ts';

/** Whether the test that is had runs the flow as it is drawn now, places and remarks on the canvas apart. */
export function useIsOfDraft(): boolean {
  const { store } = useEditorCore();
  const debug = useDebug().store;
  const document = useEditorState((state) => state.document);
  const unsaved = useEditorState((state) => state.unsaved);
  const tried = useDebugState((view) => view.tried);
  const revision = useDebugState((view) => view.debug?.draft);
  const before = useRef(revision);
  useEffect(() => {
    // What begins anew in one conversation takes the draft as the server has it then.
    if (revision === before.current) return;
    const isAnother = before.current !== undefined && revision !== undefined;
    before.current = revision;
    if (isAnother) debug.setTried(store.revision === revision && unsaved === 0 ? store.document : undefined);
  }, [revision, debug, store, unsaved]);
  return useMemo(() => {
    if (tried) return runAlike(tried, document);
    return revision === undefined || (store.revision === revision && unsaved === 0);
  }, [tried, document, revision, store, unsaved]);
}

function runAlike(one: FlowDocument, other: FlowDocument): boolean {
  return one === other || deepEqual(running(one), running(other));
}

function running({ layout: _layout, notes: _notes, frames: _frames, ...rest }: FlowDocument) {
  return rest;
}
