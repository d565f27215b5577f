import type { FlowDocument } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import { isRecord } from '../is-record.ts';
import type { OwnProblem } from './flow-problem.ts';
import type { KnownNames } from './known-names.ts';
import { templateFaults } from './template-faults.ts';

/** Translations of texts that there are not, and templates in them. */
export function translationProblems({ document, names }: { document: FlowDocument; names: KnownNames }): OwnProblem[] {
  const graph = graphOf(document);
  const found: OwnProblem[] = [];
  for (const [language, texts] of Object.entries(document.translations ?? {})) {
    for (const [path, text] of Object.entries(texts)) {
      const place = { nodeId: null, path: `translations.${language}.${path}` };
      const [id = '', ...steps] = path.split('.');
      const message = `There is no text at "${path}" to translate: remove the translation, or correct its path.`;
      if (!leadsToText({ value: graph.node(id)?.config, steps }))
        found.push({ ...place, severity: 'warning', code: 'translation.unknown_path', message });
      for (const fault of templateFaults({ text, names })) found.push({ ...place, ...fault });
    }
  }
  return found;
}

// A step names a key, or an item of a list by its `id`, `key`, `name` or index, as when a conversation reads the translation.
function leadsToText({ value, steps }: { value: unknown; steps: string[] }): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string';
  if (Array.isArray(value))
    return value.some(
      (item, index) =>
        (String(index) === step || (isRecord(item) && [item.id, item.key, item.name].includes(step))) &&
        leadsToText({ value: item, steps: rest }),
    );
  return isRecord(value) && Object.hasOwn(value, step) && leadsToText({ value: value[step], steps: rest });
}
