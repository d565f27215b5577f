import { expect, test } from '@jest/globals';
import { shapeOfSchema } from './shape-of-schema.ts';

test('what a template can read of a structured answer', () => {
  expect(
    shapeOfSchema({
      type: 'object',
      properties: {
        category: { type: 'string' },
        priority: { type: 'integer' },
        device: { type: 'object', properties: { name: { type: 'string' }, tags: { type: 'array' } } },
        anything: { anyOf: [] },
      },
    }),
  ).toEqual({ category: 'text', priority: 'number', device: { name: 'text', tags: 'array' }, anything: 'any' });
});

test.each([undefined, null, 'x', [], {}, { type: 'object' }, { type: 'object', properties: [] }])(
  '%j is some object',
  (schema) => {
    expect(shapeOfSchema(schema)).toBe('object');
  },
);

test('an end is made of what goes in a circle', () => {
  const schema: Record<string, unknown> = { type: 'object', properties: {} };
  schema.properties = { again: schema };
  expect(JSON.stringify(shapeOfSchema(schema))).toContain('"again":"object"');
});
