import { z } from 'zod';
import type { Operation } from '../operation.ts';

// Shapes alone: what a part may hold is looked at when the operation is applied, by the same checks that let a document in.
const position = z.looseObject({ x: z.number(), y: z.number() });
const node = z.looseObject({ id: z.string(), type: z.string() });
const edge = z.looseObject({ from: z.string(), port: z.string(), to: z.string() });
const variable = z.looseObject({ key: z.string() });
const note = z.looseObject({ id: z.string(), text: z.string(), x: z.number(), y: z.number() });
const frame = z.looseObject({
  id: z.string(),
  title: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
const index = z.number().int().nonnegative();
const places = z.array(index).max(40).optional();
const place = index.optional();
const tidy = index.optional();

const shapes = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('node.add'), node, position: position.optional(), index: index.optional() }),
  z.strictObject({ type: z.literal('node.remove'), id: z.string(), tidy }),
  z.strictObject({
    type: z.literal('node.set'),
    id: z.string(),
    path: z.array(z.union([z.string(), index])).max(40),
    value: z.unknown().optional(),
    places,
    tidy,
  }),
  z.strictObject({ type: z.literal('node.label'), id: z.string(), label: z.string().optional(), place }),
  z.strictObject({ type: z.literal('node.move'), id: z.string(), position: position.optional(), places, tidy }),
  z.strictObject({ type: z.literal('node.rename'), id: z.string(), to: z.string() }),
  z.strictObject({ type: z.literal('node.convert'), id: z.string(), node }),
  z.strictObject({ type: z.literal('edge.add'), edge, index: index.optional() }),
  z.strictObject({ type: z.literal('edge.remove'), from: z.string(), port: z.string() }),
  z.strictObject({ type: z.literal('edge.reconnect'), from: z.string(), port: z.string(), to: z.string() }),
  z.strictObject({ type: z.literal('variable.add'), variable, index: index.optional(), place }),
  z.strictObject({ type: z.literal('variable.set'), key: z.string(), variable }),
  z.strictObject({ type: z.literal('variable.remove'), key: z.string(), tidy }),
  z.strictObject({ type: z.literal('note.add'), note, index: index.optional(), place }),
  z.strictObject({ type: z.literal('note.set'), id: z.string(), note }),
  z.strictObject({ type: z.literal('note.remove'), id: z.string(), tidy }),
  z.strictObject({ type: z.literal('frame.add'), frame, index: index.optional(), place }),
  z.strictObject({ type: z.literal('frame.set'), id: z.string(), frame }),
  z.strictObject({ type: z.literal('frame.remove'), id: z.string(), tidy }),
  z.strictObject({
    type: z.literal('flow.set'),
    field: z.enum(['name', 'description', 'language', 'minVersion']),
    value: z.string().optional(),
    place,
  }),
  z.strictObject({
    type: z.literal('settings.set'),
    path: z.array(z.string()).min(1).max(40),
    value: z.unknown().optional(),
    places,
    tidy,
  }),
  z.strictObject({
    type: z.literal('translation.set'),
    language: z.string(),
    path: z.string(),
    value: z.string().optional(),
    places,
    tidy,
  }),
  z.strictObject({ type: z.literal('document.replace'), document: z.looseObject({}) }),
]);

/** An operation as it comes over the wire. The value itself is given back, so that the order of keys in it is kept. */
export const operationSchema: z.ZodType<Operation> = z
  .unknown()
  .superRefine((value, context) => {
    for (const issue of shapes.safeParse(value).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  })
  .pipe(z.custom<Operation>());
