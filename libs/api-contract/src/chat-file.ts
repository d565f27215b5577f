import { z } from 'zod';

/** A file of a conversation. `type` is what its content is, whatever its name says; `size` is in bytes. */
export const chatFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number().int().nonnegative(),
});

export type ChatFile = z.infer<typeof chatFileSchema>;

/** What a bot takes, as its page is told. */
export interface UploadRules {
  /** Of one file. */
  maxBytes: number;
  /** Of one message. */
  maxFiles: number;
  /** For a file picker: media types and endings such as `.log`. */
  accept: string[];
}
