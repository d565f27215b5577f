import { z } from 'zod';

export const MAX_TEXT_LENGTH = 16_000;
export const MAX_FILES = 10;

export const openConversationSchema = z.strictObject({
  locale: z.string().max(35).optional(),
  timezone: z.string().max(64).optional(),
  identityToken: z.string().max(16_000).optional(),
});

const idSchema = z.string().min(1).max(128);

/** A user's turn: exactly one of a typed text, a submit or a cancel. */
export const turnRequestSchema = z.union([
  z.strictObject({ text: z.string().max(MAX_TEXT_LENGTH), files: z.array(idSchema).max(MAX_FILES).optional() }),
  z.strictObject({ submit: z.strictObject({ componentId: idSchema, values: z.record(z.string(), z.unknown()) }) }),
  z.strictObject({ cancel: z.strictObject({ componentId: idSchema }) }),
]);

export type OpenConversation = z.infer<typeof openConversationSchema>;
export type TurnRequest = z.infer<typeof turnRequestSchema>;
