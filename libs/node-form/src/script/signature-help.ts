import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { ScriptLanguage } from './script-language.ts';
import type { ScriptSignature } from './script-service.ts';

const show = StateEffect.define<Tooltip | null>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, { effects, changes }) {
    for (const effect of effects) if (effect.is(show)) return effect.value;
    return tooltip && { ...tooltip, pos: changes.mapPos(tooltip.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

/** What a call takes, above it while its arguments are written; Escape puts it away until the next call. */
export function signatureHelp(language: ScriptLanguage): Extension {
  const plugin = ViewPlugin.define((view) => {
    let wanted = 0;
    const look = async () => {
      wanted++;
      const mine = wanted;
      const at = view.state.selection.main.head;
      const found = await language
        .ask({ kind: 'signature', code: view.state.doc.toString(), at })
        .catch(() => undefined);
      if (mine !== wanted) return;
      view.dispatch({
        effects: show.of(found ? { pos: at, above: true, create: () => ({ dom: drawn(found) }) } : null),
      });
    };
    return {
      update({ docChanged, selectionSet, state, transactions }: ViewUpdate) {
        const isOpen = state.field(shown) !== null;
        const opens = transactions.some((one) => one.isUserEvent('input')) && isBegun(view);
        if (opens || (isOpen && (docChanged || selectionSet))) void look();
      },
      destroy: () => wanted++,
    };
  });
  const close = keymap.of([
    {
      key: 'Escape',
      run: (view) => {
        if (view.state.field(shown) === null) return false;
        view.dispatch({ effects: show.of(null) });
        return true;
      },
    },
  ]);
  return [shown, plugin, close];
}

function isBegun({ state }: EditorView): boolean {
  const { head } = state.selection.main;
  return /[(,]/.test(state.sliceDoc(Math.max(0, head - 1), head));
}

function drawn({ before, parameters, after, active, about }: ScriptSignature): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-script-about';
  const line = document.createElement('code');
  line.append(before);
  for (const [index, parameter] of parameters.entries()) {
    if (index > 0) line.append(', ');
    const part = document.createElement(index === active ? 'strong' : 'span');
    part.textContent = parameter;
    line.append(part);
  }
  line.append(after);
  dom.append(line);
  if (about !== '') {
    const text = document.createElement('p');
    text.textContent = about;
    dom.append(text);
  }
  return dom;
}
