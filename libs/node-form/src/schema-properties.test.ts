import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROPERTY_KINDS, propertiesOf, type SchemaProperty, schemaOf } from './schema-properties.ts';

const none = fc.constant<SchemaProperty[]>([]);
const { property } = fc.letrec<{ property: SchemaProperty; properties: SchemaProperty[] }>((tie) => ({
  properties: fc.uniqueArray(tie('property'), { maxLength: 4, selector: (one) => one.name }),
  property: fc
    .record({
      name: fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/),
      kind: fc.constantFrom(...PROPERTY_KINDS),
      description: fc.string({ maxLength: 8 }),
      required: fc.boolean(),
      allowed: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 3 }),
    })
    .chain((one) =>
      (one.kind === 'object' || one.kind === 'list of objects'
        ? fc.oneof({ maxDepth: 2 }, none, tie('properties'))
        : none
      ).map((properties) => ({
        ...one,
        allowed: one.kind === 'text' || one.kind === 'list of texts' ? one.allowed : [],
        properties,
      })),
    ),
}));

test('properties come back from their schema as they were', () => {
  fc.assert(
    fc.property(fc.uniqueArray(property, { maxLength: 5, selector: (one) => one.name }), (properties) => {
      const back = propertiesOf(JSON.parse(JSON.stringify(schemaOf(properties))));
      // Deeper than is shown, it is edited as JSON.
      if (back !== undefined) expect(back).toEqual(properties);
    }),
    { numRuns: 300, seed: Number(process.env.PATCHBAY_TEST_SEED ?? 1) },
  );
});

test('a schema as people write it', () => {
  const schema = {
    type: 'object',
    properties: {
      category: { type: 'string', enum: ['network', 'account'], description: 'What it is about' },
      urgent: { type: 'boolean' },
      devices: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      },
    },
    required: ['category'],
  };
  expect(propertiesOf(schema)?.map(({ name, kind, required, allowed }) => ({ name, kind, required, allowed }))).toEqual(
    [
      { name: 'category', kind: 'text', required: true, allowed: ['network', 'account'] },
      { name: 'urgent', kind: 'yes or no', required: false, allowed: [] },
      { name: 'devices', kind: 'list of objects', required: false, allowed: [] },
    ],
  );
});

test.each([
  ['a pattern', { type: 'object', properties: { a: { type: 'string', pattern: '^a' } } }],
  ['alternatives', { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } }],
  ['further properties', { type: 'object', properties: {}, additionalProperties: true }],
  ['definitions', { type: 'object', $defs: {}, properties: { a: { $ref: '#/$defs/a' } } }],
  ['a list at the top', { type: 'array', items: { type: 'string' } }],
  [
    'words about the items of a list',
    { type: 'object', properties: { a: { type: 'array', items: { type: 'string', description: 'x' } } } },
  ],
  ['required, and not there', { type: 'object', properties: {}, required: ['a'] }],
  ['a template', '{{ vars.schema }}'],
])('%s is left to JSON', (_, schema) => {
  expect(propertiesOf(schema)).toBeUndefined();
});
