import { isRecord } from '@patchbay/flow-spec';

/** What a thing is called, the first that it has. */
const NAMES = ['label', 'title', 'text', 'name', 'key'];
/** What nobody who reads it needs to know, as long as the rest tells two things apart. */
const HIDDEN = new Set(['id', 'x', 'y', 'width', 'height']);

/** A value as people read it: texts as they are, a thing by its name and what else is said of it, a list line by line. `all` leaves nothing out. */
export function readableValue(value: unknown, { all = false }: { all?: boolean } = {}): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item) => `• ${inLine(item, all)}`).join('\n');
  return isRecord(value) ? inLine(value, all) : String(value);
}

/** Two values that met, so that it can be read where they differ. */
export function readablePair(mine: unknown, theirs: unknown): { mine: string; theirs: string } {
  const pair = (all: boolean) => ({ mine: readableValue(mine, { all }), theirs: readableValue(theirs, { all }) });
  const short = pair(false);
  return short.mine === short.theirs ? pair(true) : short;
}

function inLine(value: unknown, all: boolean): string {
  if (Array.isArray(value)) return value.map((item) => inLine(item, all)).join(', ');
  if (!isRecord(value)) return value === undefined || value === null ? '' : String(value);
  const name = NAMES.find((key) => typeof value[key] === 'string' && value[key] !== '');
  const rest = Object.entries(value)
    .filter(([key, part]) => key !== name && (all || !HIDDEN.has(key)) && part !== undefined && part !== '')
    .map(([key, part]) => {
      const said = inLine(part, all);
      return name !== undefined && (typeof part === 'string' || Array.isArray(part)) ? said : `${key}: ${said}`;
    })
    .filter((part) => part !== '');
  if (name === undefined) return rest.join(', ');
  return rest.length === 0 ? String(value[name]) : `${String(value[name])} (${rest.join(', ')})`;
}
