import type { Step } from '@patchbay/api-contract';
import { type FlowNode, isRecord } from '@patchbay/flow-spec';
import { type FormField, formFields, type NodeDefinition } from '@patchbay/node-kit';
import { formatNumber, type useTexts } from '@patchbay/texts';
import { localisedFields } from '../nodes/localised-fields.ts';
import { failureInWords } from './failure-in-words.ts';
import { givenParts } from './given-parts.ts';
import { toldRules } from './told-rules.ts';

/** Something that is told of a step: a text, a value, or both. */
export interface StepPart {
  /** The same of another step has the same. */
  key: string;
  label: string;
  /** What programs know it by. */
  code?: string;
  text?: string;
  value?: unknown;
  /** Where templates of other nodes find the value; of one that has paths for keys (`paths`), what they are under. */
  path?: string;
  paths?: boolean;
  /** What a form calls what the value holds. */
  fields?: readonly FormField[];
}

type Say = ReturnType<typeof useTexts<'trace'>>;

interface Options {
  step: Step;
  definition: NodeDefinition | undefined;
  /** As the flow has it, where that is at hand. */
  node?: FlowNode | undefined;
  /** What it read, by path. */
  reads?: Record<string, unknown> | undefined;
  /** The port that it was left by, as the card calls it. */
  left?: string | undefined;
  t: Say;
}

/** What came into a node, what came out, and what else is known of it. */
export function partsOfStep({
  step,
  definition,
  node,
  reads,
  left,
  t,
}: Options): Record<'came' | 'gave' | 'more', StepPart[]> {
  const given = givenParts({ config: step.config, raw: definition?.raw ?? [] });
  const { rules, rest } = toldRules({ config: given.written, definition, reads });
  const said = saidIn({ step, definition });
  const fields = definition ? localisedFields(formFields(definition)) : [];
  return {
    came: [
      { key: 'reads', label: t('read'), value: reads, path: '', paths: true },
      { key: 'filled', label: t('givenWithItsTemplatesFilled'), value: given.filled, fields },
      ...rules,
      { key: 'written', label: t('asItIsWritten'), value: rest, fields },
    ].filter(tells),
    gave: [
      ...(step.error
        ? [
            { key: 'error', label: t('failed'), code: step.error.code, text: failureInWords({ step, node }) },
            detailsOf({ error: step.error, t }),
          ]
        : []),
      { key: 'left', label: t('leftBy'), ...(left === undefined ? {} : { text: left }) },
      { key: 'said', label: t('said'), ...(said === undefined ? {} : { text: said }) },
      { key: 'result', label: t('result'), value: step.output, path: `nodes.${step.nodeId}` },
      { key: 'changed', label: t('variablesThatItSet'), value: step.changed, path: 'vars', paths: true },
    ].filter(tells),
    more: [
      ...(step.logs ?? []).map((log, index) => ({
        key: `log ${index}`,
        label: t('consoleLevel', { level: log.level }),
        text: log.text,
      })),
      ...(step.usage ?? []).map((usage, index) => ({
        key: `usage ${index}`,
        label: t('tokensOf', { model: usage.model }),
        text: t('tokensInOut', { input: formatNumber(usage.inputTokens), output: formatNumber(usage.outputTokens) }),
      })),
    ],
  };
}

function detailsOf({ error: { code, details }, t }: { error: NonNullable<Step['error']>; t: Say }): StepPart {
  if (code === 'model.bad_answer' && isRecord(details) && 'answer' in details)
    return { key: 'details', label: t('whatTheModelAnswered'), value: details.answer };
  // What they say of a field is said in words.
  return { key: 'details', label: t('details'), value: code === 'config.invalid' ? undefined : details };
}

function tells({ key, text, value }: StepPart): boolean {
  // That it gave an empty list is told, too.
  return text !== undefined || (key === 'result' ? value !== undefined : !isNothing(value));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** What it told the user; of a step that an earlier release took, where its config or its result says so. */
function saidIn({ step, definition }: Pick<Options, 'step' | 'definition'>): string | undefined {
  const { config, output } = step;
  if (step.said) return step.said.join('\n') || undefined;
  if (!isRecord(config) || !definition) return undefined;
  const said = definition.says?.(config, output) ?? (definition.group === 'talk' ? config.text : undefined);
  return typeof said === 'string' && said !== '' ? said : undefined;
}
