import { embeddingOrigins } from '../embedding-origins.ts';
import type { FlowDocument } from '../flow-document.ts';
import { gotoTargets, graphOf } from '../flow-graph.ts';
import { isRecord } from '../is-record.ts';
import { MOST_UPLOAD_MB, UPLOAD_KINDS, uploadSettings } from '../upload-settings.ts';
import type { OwnProblem } from './flow-problem.ts';

const known = new Set([
  'maxStepsPerTurn',
  'onError',
  'onStuck',
  'idle',
  'back',
  'texts',
  'embedding',
  'budget',
  'uploads',
]);
const MOST_STEPS = 20_000;
const MOST_TOKENS = 1_000_000_000_000;

/** Faults of a flow's settings. */
export function settingsProblems({ document }: { document: FlowDocument }): OwnProblem[] {
  const found: OwnProblem[] = [];
  const add = (key: string, severity: OwnProblem['severity'], code: OwnProblem['code'], message: string) =>
    found.push({ nodeId: null, path: `settings.${key}`, severity, code, message });
  const invalid = (key: string, message: string) => add(key, 'error', 'settings.invalid', message);
  const settings: Record<string, unknown> = { ...document.settings };
  const { maxStepsPerTurn, onError, onStuck, idle, back, texts } = settings;
  for (const key of Object.keys(settings))
    if (!known.has(key)) invalid(key, `"${key}" is no setting of a flow: remove it.`);
  if (maxStepsPerTurn !== undefined && !isWhole(maxStepsPerTurn, MOST_STEPS))
    invalid('maxStepsPerTurn', '"maxStepsPerTurn" must be a whole number from 1 to 20,000.');
  if (onError !== undefined && onError !== 'apologise' && onError !== 'handoff' && !hasGoto(onError))
    invalid('onError', '"onError" must be "apologise", "handoff" or { "goto": the id of a node }.');
  if (onStuck !== undefined && onStuck !== 'repeat' && onStuck !== 'handoff' && !hasGoto(onStuck))
    invalid('onStuck', '"onStuck" must be "repeat", "handoff" or { "goto": the id of a node }.');
  for (const key of ['onError', 'onStuck'])
    if (settings[key] === 'handoff')
      add(
        key,
        'error',
        'handoff.unsupported',
        `"${key}" cannot hand over to a person in this release yet: choose something else.`,
      );
  if (idle !== undefined && !(isRecord(idle) && typeof idle.minutes === 'number' && idle.minutes > 0))
    invalid('idle', '"idle" must have "minutes", a number above 0.');
  else if (idle !== undefined)
    add('idle', 'warning', 'feature.inactive', '"idle" is kept, but closes no conversation in this release yet.');
  if (back !== undefined && typeof back !== 'boolean') invalid('back', '"back" must be true or false.');
  else if (back === true)
    add('back', 'warning', 'feature.inactive', '"back" is kept, but users cannot go back in this release yet.');
  if (texts !== undefined && !isTexts(texts))
    invalid('texts', '"texts" must hold texts by name, or by language and then by name.');
  if (embeddingOrigins(settings) === undefined)
    invalid(
      'embedding',
      '"embedding" must have "origins": at most 50 such as https://intranet.example.com, without a path.',
    );
  if (settings.budget !== undefined && !isBudget(settings.budget))
    invalid('budget', '"budget" may have "conversationTokens" and "dailyTokens", whole numbers above 0.');
  if (uploadSettings(settings) === undefined)
    invalid(
      'uploads',
      `"uploads" may have "maxMb", from 0 (nothing is taken) to ${MOST_UPLOAD_MB}, and "kinds", a list of ${UPLOAD_KINDS.map((kind) => `"${kind}"`).join(', ')}.`,
    );
  const graph = graphOf(document);
  for (const target of gotoTargets(document)) {
    if (graph.node(target.to)) continue;
    const message = `There is no node "${target.to}": choose one that is there.`;
    found.push({ nodeId: null, path: target.path, severity: 'error', code: 'goto.unknown', message });
  }
  return found;
}

function isWhole(value: unknown, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}

function isBudget(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([key, tokens]) => (key === 'conversationTokens' || key === 'dailyTokens') && isWhole(tokens, MOST_TOKENS),
    )
  );
}

function hasGoto(value: unknown): boolean {
  return isRecord(value) && typeof value.goto === 'string';
}

function isTexts(value: unknown): boolean {
  const plain = (item: unknown) => typeof item === 'string';
  return (
    isRecord(value) &&
    Object.values(value).every((item) => plain(item) || (isRecord(item) && Object.values(item).every(plain)))
  );
}
