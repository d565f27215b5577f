import type { FlowDocument } from '@patchbay/flow-spec';
import { useDeferredValue } from 'react';
import { useEditorState } from '../editor/editor-context.ts';

/** The document as the canvas shows it: at once, but for what is typed into a form, which is drawn there first. */
export function useShownDocument(): FlowDocument {
  const document = useEditorState((state) => state.document);
  const typed = useEditorState((state) => state.typed);
  const deferred = useDeferredValue(document);
  return typed ? deferred : document;
}
