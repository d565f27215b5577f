import { isRecord } from '@patchbay/flow-spec';

/** What a node was given: with its templates filled in, and, of what it fills in by itself, as its author wrote it. */
export function givenParts({ config, raw }: { config: unknown; raw: readonly string[] }): {
  filled: unknown;
  written: unknown;
} {
  if (!isRecord(config)) return { filled: config, written: undefined };
  const only = (written: boolean) =>
    Object.fromEntries(Object.entries(config).filter(([key]) => raw.includes(key) === written));
  return { filled: only(false), written: only(true) };
}
