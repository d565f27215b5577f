import { afterAll, expect, it } from '@jest/globals';
import { inputDeclaration, ScriptService } from '@patchbay/node-form/testing';
import { readScriptLibraries } from '@patchbay/testing';
import { createScriptSandbox } from './create-script-sandbox.ts';

const sandbox = createScriptSandbox();
afterAll(() => sandbox.close());

it('the editor offers what the sandbox has: all of it, and of the language nothing less', async () => {
  const service = new ScriptService(readScriptLibraries());
  service.setInput(inputDeclaration({ kind: 'object', members: {}, open: false }));
  const code = 'return Object.getOwnPropertyNames(globalThis);';
  const { value } = await sandbox
    .bind({ workspace: 'w', flowVersion: '1' })
    .run({ code, input: '{}', timeoutMs: 3_000, memoryMb: 32, signal: new AbortController().signal });
  const has: string[] = JSON.parse(value);
  const completions = service.completions({ code: '', at: 0 })?.completions ?? [];
  const offered = completions.filter(({ kind }) => kind !== 'keyword').map(({ name }) => name);
  expect(offered.filter((name) => !has.includes(name)).toSorted()).toEqual(['console', 'input']);
  // Not offered, since nobody needs them or they are outdated.
  const left = has.filter((name) => !offered.includes(name));
  expect(left.toSorted()).toEqual(['escape', 'eval', 'globalThis', 'unescape']);
});
