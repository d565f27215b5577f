import { z } from 'zod';
import type { FlowDocument } from './flow-document.ts';
import type { Operation } from './operation.ts';
import { parseFlowDocument } from './parse-flow-document.ts';

const position = z.strictObject({ x: z.number(), y: z.number() });
const node = z.strictObject({
  id: z.string(),
  type: z.string().min(1),
  config: z.record(z.string(), z.unknown()).optional(),
  label: z.string().max(200).optional(),
  version: z.number().int().optional(),
});
const edge = z.strictObject({ from: z.string(), port: z.string().min(1), to: z.string() });
const variable = z.strictObject({
  key: z.string(),
  type: z.enum(['string', 'number', 'boolean', 'object', 'array']),
  default: z.unknown().optional(),
  input: z.boolean().optional(),
  scope: z.enum(['conversation', 'user']).optional(),
  description: z.string().optional(),
});
const note = z.strictObject({
  id: z.string(),
  text: z.string().max(10_000),
  x: z.number(),
  y: z.number(),
  width: z.number().optional(),
  height: z.number().optional(),
  color: z.string().max(32).optional(),
});
const index = z.number().int().nonnegative().optional();
const document = z.custom<FlowDocument>((value) => parseFlowDocument(value).ok, 'This is no flow document.');

/** An operation as it comes over the wire. */
export const operationSchema: z.ZodType<Operation> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('node.add'), node, position: position.optional(), index }),
  z.strictObject({ type: z.literal('node.remove'), id: z.string() }),
  z.strictObject({
    type: z.literal('node.set'),
    id: z.string(),
    path: z.array(z.union([z.string(), z.number().int()])).max(16),
    value: z.unknown().optional(),
  }),
  z.strictObject({ type: z.literal('node.label'), id: z.string(), label: z.string().max(200).optional() }),
  z.strictObject({ type: z.literal('node.move'), id: z.string(), position: position.optional() }),
  z.strictObject({ type: z.literal('node.rename'), id: z.string(), to: z.string() }),
  z.strictObject({ type: z.literal('node.convert'), id: z.string(), node }),
  z.strictObject({ type: z.literal('edge.add'), edge, index }),
  z.strictObject({ type: z.literal('edge.remove'), from: z.string(), port: z.string() }),
  z.strictObject({ type: z.literal('edge.reconnect'), from: z.string(), port: z.string(), to: z.string() }),
  z.strictObject({ type: z.literal('variable.add'), variable, index }),
  z.strictObject({ type: z.literal('variable.set'), key: z.string(), variable }),
  z.strictObject({ type: z.literal('variable.remove'), key: z.string() }),
  z.strictObject({ type: z.literal('note.add'), note, index }),
  z.strictObject({ type: z.literal('note.set'), id: z.string(), note }),
  z.strictObject({ type: z.literal('note.remove'), id: z.string() }),
  z.strictObject({
    type: z.literal('flow.set'),
    field: z.enum(['name', 'description', 'language', 'minVersion']),
    value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('settings.set'),
    path: z.array(z.string()).min(1).max(8),
    value: z.unknown().optional(),
  }),
  z.strictObject({
    type: z.literal('translation.set'),
    language: z.string(),
    path: z.string().max(400),
    value: z.string().max(20_000).optional(),
  }),
  z.strictObject({ type: z.literal('document.replace'), document }),
]);
