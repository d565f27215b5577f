import { hasTemplate } from '@patchbay/expressions';
import type { Step } from '@patchbay/api-contract';
import { type FlowDocument, type FlowNode, isRecord, valueAt } from '@patchbay/flow-spec';
import { localise, textsOf } from '@patchbay/texts';
import { problemInWords } from '../editor/problem-in-words.ts';

/** Characters of a template that are told. */
const MOST = 120;

/** Why a step failed, in the language of the studio: a field called as its form calls it, with what came out of its template. `node` as the flow has it, where that is at hand. */
export function failureInWords({ step, node }: { step: Step; node?: FlowNode | undefined }): string {
  if (!step.error) return '';
  const { code, message, details } = step.error;
  if (code !== 'config.invalid' || !isRecord(details) || typeof details.path !== 'string') return localise(message);
  const { path, value } = details;
  const { nodeId, nodeType: type } = step;
  const config = node?.type === type ? node.config : undefined;
  const inWords = (said: string) =>
    problemInWords({
      document: { ...bare, nodes: [{ id: nodeId, type, ...(config ? { config } : {}) }] },
      problem: { nodeId, path, code, message: said },
    });
  if (value === undefined) return inWords(message);
  const steps = path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const written = valueAt(config, steps);
  if (value === null || value === '') {
    if (typeof written !== 'string' || !hasTemplate(written)) return inWords(message);
    const template = written.length > MOST ? `${written.slice(0, MOST)}…` : written;
    return inWords(`"${path}" came out empty: ${template} had no value.`);
  }
  return `${inWords(message)} ${textsOf('trace')('itWas', { value: String(value) })}`;
}

const bare: FlowDocument = { format: 'patchbay.flow/1', key: 'flow', name: 'Flow', nodes: [], edges: [] };
