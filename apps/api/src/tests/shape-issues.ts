import type { JsonValue, OutputShape } from '@patchbay/node-kit';

interface ShapeIssue {
  /** Dotted, from the value; empty for the value itself. */
  path: string;
  message: string;
}

const names = { text: 'a text', number: 'a number', boolean: 'true or false', object: 'an object', array: 'a list' };

/** Where a value is not of the shape that its node says of its output. What is missing is no fault: a node may leave it out, too. */
export function shapeIssues({
  shape,
  value,
  path = '',
}: {
  shape: OutputShape;
  value: JsonValue;
  path?: string;
}): ShapeIssue[] {
  if (shape === 'any' || value === null) return [];
  const wrong = (kind: keyof typeof names): ShapeIssue[] => [{ path, message: `This must be ${names[kind]}.` }];
  if (typeof shape !== 'string') {
    if (typeof value !== 'object' || Array.isArray(value)) return wrong('object');
    return Object.entries(shape).flatMap(([key, inner]) => {
      const item = value[key];
      return item === undefined ? [] : shapeIssues({ shape: inner, value: item, path: path ? `${path}.${key}` : key });
    });
  }
  const fits = {
    text: typeof value === 'string',
    number: typeof value === 'number',
    boolean: typeof value === 'boolean',
    object: typeof value === 'object' && !Array.isArray(value),
    array: Array.isArray(value),
  }[shape];
  return fits ? [] : wrong(shape);
}
