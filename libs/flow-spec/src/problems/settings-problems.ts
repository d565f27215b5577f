import type { FlowDocument } from '../flow-document.ts';
import { gotoTargets, graphOf } from '../flow-graph.ts';
import { isRecord } from '../is-record.ts';
import type { NodeTypes } from '../node-types.ts';
import type { FlowProblem } from './flow-problem.ts';

const known = new Set(['maxStepsPerTurn', 'onError', 'onStuck', 'idle', 'back', 'texts']);

/** Faults of the settings, the declared variables and the translations. */
export function settingsProblems({ document, types }: { document: FlowDocument; types: NodeTypes }): FlowProblem[] {
  const found: FlowProblem[] = [];
  const add = (path: string, severity: FlowProblem['severity'], code: string, message: string) =>
    found.push({ nodeId: null, path, severity, code, message });
  const settings: unknown = document.settings ?? {};
  const graph = graphOf(document);
  if (isRecord(settings)) {
    for (const key of Object.keys(settings))
      if (!known.has(key)) add(`settings.${key}`, 'error', 'settings.invalid', `"${key}" is no setting of a flow.`);
    const { maxStepsPerTurn, onError, onStuck, idle, back, texts } = settings;
    if (
      maxStepsPerTurn !== undefined &&
      !(Number.isInteger(maxStepsPerTurn) && Number(maxStepsPerTurn) >= 1 && Number(maxStepsPerTurn) <= 20_000)
    ) {
      add(
        'settings.maxStepsPerTurn',
        'error',
        'settings.invalid',
        'The most steps of a turn is a whole number from 1 to 20,000.',
      );
    }
    if (onError !== undefined && onError !== 'apologise' && onError !== 'handoff' && !hasGoto(onError))
      add('settings.onError', 'error', 'settings.invalid', '"onError" is apologise, handoff or { goto }.');
    if (onStuck !== undefined && onStuck !== 'repeat' && onStuck !== 'handoff' && !hasGoto(onStuck))
      add('settings.onStuck', 'error', 'settings.invalid', '"onStuck" is repeat, handoff or { goto }.');
    for (const key of ['onError', 'onStuck']) {
      if (settings[key] === 'handoff')
        add(`settings.${key}`, 'error', 'handoff.unsupported', 'Handing over to a person is not in this release yet.');
    }
    if (idle !== undefined) {
      if (!isRecord(idle) || typeof idle.minutes !== 'number' || idle.minutes <= 0)
        add('settings.idle', 'error', 'settings.invalid', '"idle" has minutes above 0.');
      else
        add(
          'settings.idle',
          'warning',
          'feature.inactive',
          'Closing idle conversations does nothing in this release yet.',
        );
    }
    if (back === true) add('settings.back', 'warning', 'feature.inactive', '"back" does nothing in this release yet.');
    if (texts !== undefined && !isRecord(texts))
      add('settings.texts', 'error', 'settings.invalid', '"texts" holds texts by name.');
  }
  for (const target of gotoTargets(document)) {
    if (!graph.node(target.to)) add(target.path, 'error', 'goto.unknown', `There is no node "${target.to}".`);
  }
  for (const [index, variable] of (document.variables ?? []).entries()) {
    if (variable.scope === 'user')
      add(
        `variables.${index}.scope`,
        'warning',
        'feature.inactive',
        'Variables of a user last as long as the conversation in this release.',
      );
  }
  found.push(...translationProblems({ document, types }));
  return found;
}

function hasGoto(value: unknown): boolean {
  return isRecord(value) && typeof value.goto === 'string';
}

function translationProblems({ document, types }: { document: FlowDocument; types: NodeTypes }): FlowProblem[] {
  const graph = graphOf(document);
  const found: FlowProblem[] = [];
  for (const [language, texts] of Object.entries(document.translations ?? {})) {
    for (const path of Object.keys(texts)) {
      const [id = ''] = path.split('.');
      const node = graph.node(id);
      if (node && (!types.get(node.type) || path.includes('.'))) continue;
      found.push({
        nodeId: null,
        path: `translations.${language}.${path}`,
        severity: 'warning',
        code: 'translation.unknown_path',
        message: `There is no text at "${path}" to translate.`,
      });
    }
  }
  return found;
}
