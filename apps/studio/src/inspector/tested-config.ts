import { type CompiledTemplate, compileTemplate, hasTemplate } from '@patchbay/expressions';
import { isRecord } from '@patchbay/flow-spec';

/** What the last test knew when it came to a node, as far as it is told. */
export interface TestedData {
  vars: Record<string, unknown>;
  nodes: Record<string, unknown>;
  message: string;
}

interface Options {
  config: unknown;
  /** Undefined while it is not known. */
  data: TestedData | undefined;
  /** The config with which the node was tested, and what its templates gave then. */
  then: { config: unknown; given: unknown } | undefined;
  /** Top-level keys that are not rendered beforehand: of these nothing was given. */
  raw: readonly string[];
  /** Variables that the node itself sets: what they are within it is not known. */
  sets: readonly string[];
}

/**
 * What the templates of a config, as it is now, give with the data of the last test. One that reads what is not told of it has what it gave then, if it is the same still. Of the rest
 * nothing is said: it is undefined.
 */
export function testedConfig({ config, data, then, raw, sets }: Options): unknown {
  const valueOf = (text: string, path: readonly string[]): unknown => {
    if (!hasTemplate(text)) return undefined;
    const template = compiled(text);
    if (data && template && isKnown({ template, sets })) return rendered({ template, data });
    const same = then && !raw.includes(path[0] ?? '') && valueAt(then.config, path) === text;
    return same ? valueAt(then.given, path) : undefined;
  };
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string') return valueOf(value, path);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    if (!isRecord(value)) return undefined;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return walk(config, []);
}

function compiled(text: string): CompiledTemplate | undefined {
  try {
    return compileTemplate(text);
  } catch {
    return undefined;
  }
}

function isKnown({ template, sets }: { template: CompiledTemplate; sets: readonly string[] }): boolean {
  // Filters of dates read the clock by a word, too.
  if (/\b(now|today)\b/.test(template.source)) return false;
  return template.references.every(([root, name]) => {
    if (root === 'vars')
      return name === undefined ? sets.length === 0 : !sets.some((key) => key.split('.')[0] === name);
    return root === 'nodes' || (root === 'message' && name === 'text');
  });
}

function rendered({ template, data }: { template: CompiledTemplate; data: TestedData }): unknown {
  const { vars, nodes, message } = data;
  try {
    return template.render({
      scope: { vars, nodes, message: { text: message } },
      now: new Date().toISOString(),
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      locale: navigator.language,
    });
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (isRecord(inner) || Array.isArray(inner) ? Reflect.get(inner, step) : undefined),
    value,
  );
}
