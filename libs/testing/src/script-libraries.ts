import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = path.dirname(createRequire(import.meta.url).resolve('typescript'));

/** What the build puts into the worker of scripts, read from where it is installed. */
export function readScriptLibraries(): Map<string, string> {
  const names = readdirSync(folder).filter((name) => /^lib\.(es|decorators).*\.d\.ts$/.test(name));
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** TypeScript's texts in German. */
export function readGermanMessages(): string {
  return readFileSync(path.join(folder, 'de/diagnosticMessages.generated.json'), 'utf8');
}
