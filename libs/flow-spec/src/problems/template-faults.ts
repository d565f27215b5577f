import { compileTemplate, hasTemplate, TemplateError } from '@patchbay/expressions';
import type { OwnProblem } from './flow-problem.ts';
import type { KnownNames } from './known-names.ts';

type Fault = Pick<OwnProblem, 'severity' | 'code' | 'message'>;

/** What a template reads, by path; or why it cannot be read. */
export type TemplateReading =
  | { references: readonly (readonly string[])[]; loose: readonly string[]; fault?: undefined }
  | { fault: Fault };

const roots = new Set(['vars', 'user', 'message', 'nodes', 'now', 'conversation', 'flow', 'env']);

export function readTemplate(text: string): TemplateReading {
  if (!hasTemplate(text)) return { references: [], loose: [] };
  try {
    const { references, loose } = compileTemplate(text);
    return { references, loose };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const code = error.code === 'template.limit' ? 'template.limit' : 'template.parse';
    const place = error.line === undefined ? '' : ` in line ${error.line}`;
    const message = `The template cannot be read${place}: ${sentence(error.message)}`;
    return { fault: { severity: 'error', code, message } };
  }
}

/** What is wrong with a template that was read: that it does not parse, that it reads what is not known, or that a path in it ends in a dot. Each name is told once. */
export function readingFaults({ reading, names }: { reading: TemplateReading; names: KnownNames }): Fault[] {
  if (reading.fault) return [reading.fault];
  const faults = new Map<string, Fault>();
  for (const path of reading.loose) {
    const message = `Behind the dot of "${path}" no name follows: write which part of it is meant, or take the dot away.`;
    faults.set(message, { severity: 'warning', code: 'template.loose_dot', message });
  }
  for (const [root, name] of reading.references) {
    const fault = root === undefined ? undefined : faultOfName({ root, name, names });
    if (fault) faults.set(fault.message, fault);
  }
  return [...faults.values()];
}

/** What is wrong with one template. */
export function templateFaults({ text, names }: { text: string; names: KnownNames }): Fault[] {
  return readingFaults({ reading: readTemplate(text), names });
}

function faultOfName({
  root,
  name,
  names,
}: {
  root: string;
  name: string | undefined;
  names: KnownNames;
}): Fault | undefined {
  if (!roots.has(root)) {
    const hint = names.variables.has(root) ? `write "vars.${root}" to read the variable` : 'correct the name';
    return { severity: 'warning', code: 'reference.unknown', message: `"${root}" is not known to templates: ${hint}.` };
  }
  if (root === 'vars' && name !== undefined && !names.variables.has(name))
    return {
      severity: 'warning',
      code: 'variable.unknown',
      message: `The variable "${name}" is neither declared nor saved anywhere in this flow: declare it, or correct the name.`,
    };
  if (root === 'vars' && name !== undefined && names.unset.has(name))
    return {
      severity: 'warning',
      code: 'variable.never_set',
      message: `The variable "${name}" has no default and is set nowhere in this flow: save something in it, or give it a default.`,
    };
  if (root === 'nodes' && name !== undefined && !names.nodes.has(name))
    return {
      severity: 'warning',
      code: 'reference.unknown',
      message: `There is no node "${name}" in this flow: correct the name.`,
    };
  return undefined;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
