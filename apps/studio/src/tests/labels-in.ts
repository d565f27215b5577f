import type { TestTurn } from '@patchbay/api-contract';
import { type FlowDocument, isRecord } from '@patchbay/flow-spec';

/** How what a turn names by keys is called where users read it; undefined where the flow does not say. */
export interface TurnLabels {
  field(key: string): string | undefined;
  /** An option: of a choice, or of a field of a form. */
  option(value: string, key?: string): string | undefined;
}

/** Labels of a turn in the flow. Where its way does not say which node it answered, they are those that all nodes agree on. */
export function labelsIn(documents: readonly FlowDocument[]): (turn: TestTurn) => TurnLabels {
  const nodes = documents.flatMap((document) => document.nodes);
  return ({ path }) => {
    const answered = nodes.filter((node) => node.id === path?.[0]);
    const configs = (answered.length > 0 ? answered.slice(0, 1) : nodes).map((node) => node.config);
    const fields = configs.flatMap((config) => listIn(config, 'fields'));
    return {
      field: (key) => labelOf(fields.filter((field) => field.key === key)),
      option(value, key) {
        const owners = key === undefined ? configs : fields.filter((field) => field.key === key);
        const options = owners.flatMap((owner) => listIn(owner, 'options'));
        return labelOf(options.filter((option) => (option.id ?? option.value) === value));
      },
    };
  };
}

function labelOf(named: readonly Record<string, unknown>[]): string | undefined {
  const labels = new Set(named.map(({ label }) => label));
  const [label] = labels;
  return labels.size === 1 && typeof label === 'string' && label !== '' ? label : undefined;
}

function listIn(owner: unknown, name: string): Record<string, unknown>[] {
  const list = isRecord(owner) ? owner[name] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
