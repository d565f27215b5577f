import { MODEL_LIMITS } from './model-limits.ts';

/** How a server is asked for an answer that fits a schema, best first: by the schema itself, as any JSON object, or in words alone. */
const ANSWER_FORMATS = ['json_schema', 'json_object', 'text'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** The formats that servers take, by address and model, as their refusals taught; shared by all connections of a process. */
export interface KnownFormats {
  /** The best that has not been refused. */
  of(place: ModelPlace): AnswerFormat;
  refused(options: ModelPlace & { format: AnswerFormat }): void;
}

interface ModelPlace {
  baseUrl: string;
  model: string;
}

export function createKnownFormats(): KnownFormats {
  const formats = new Map<string, AnswerFormat>();
  const keyOf = ({ baseUrl, model }: ModelPlace) => JSON.stringify([baseUrl, model]);
  const of = (place: ModelPlace) => formats.get(keyOf(place)) ?? 'json_schema';
  return {
    of,
    refused({ format, ...place }) {
      const next = worseThan(format);
      // Another call may have learnt more since this one began.
      if (next === undefined || ANSWER_FORMATS.indexOf(next) <= ANSWER_FORMATS.indexOf(of(place))) return;
      const [oldest] = formats.keys();
      if (formats.size >= MODEL_LIMITS.knownFormats && oldest !== undefined) formats.delete(oldest);
      formats.set(keyOf(place), next);
    },
  };
}

export function worseThan(format: AnswerFormat): AnswerFormat | undefined {
  return ANSWER_FORMATS[ANSWER_FORMATS.indexOf(format) + 1];
}
