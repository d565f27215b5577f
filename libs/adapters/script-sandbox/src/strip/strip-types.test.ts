import { describe, expect, it } from '@jest/globals';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { ScriptSyntaxError } from './script-syntax-error.ts';
import { stripTypes } from './strip-types.ts';

async function faultOf(code: string): Promise<ScriptSyntaxError> {
  const outcome = await stripTypes(code).then(
    (result) => result,
    (error: unknown) => error,
  );
  if (outcome instanceof ScriptSyntaxError) return outcome;
  throw new Error(`Taken: ${JSON.stringify(outcome)}`);
}

describe('stripTypes', () => {
  it('gives JavaScript back as it is', async () => {
    for (const code of [
      '',
      'return input.vars.a',
      'const a = await Promise.all([1]);\nfor await (const b of a) console.log(b);\nreturn a // end',
      'return 1 /* end */',
      '// only a comment',
      'if (1 < 2 && 3 > 2) return `a${1}\n}`',
      'var octal = 010; return octal',
      'with (input) { return vars }',
    ]) {
      expect(await stripTypes(code)).toEqual({ code });
    }
  });

  it('turns types into blanks, so that places stay', async () => {
    const typed =
      'interface Row { id: number }\nconst rows: Row[] = input.vars.rows as Row[];\nreturn rows.map((row: Row): number => row!.id) satisfies number[]';
    const { code } = await stripTypes(typed);
    expect(code.split('\n').map((line) => line.length)).toEqual(typed.split('\n').map((line) => line.length));
    expect(code).toContain('const rows        = input.vars.rows         ;');
    expect(code).not.toMatch(/Row|number/);
  });

  it('reads generics where JavaScript would see comparisons', async () => {
    expect((await stripTypes('return pick<string>(input)')).code).toBe('return pick        (input)');
    expect((await stripTypes('return new Map<string, number>()')).code).toBe('return new Map                ()');
  });

  it.each([
    ['return (', 1, 9],
    ['const a = 1;\n  foo bar', 2, 7],
    ['const a: number = = 2', 1, 19],
    ['\tconst é: string = 1;\n\tlet y: number = = 2', 2, 18],
    ['return "abc', 1, 8],
    ['const input = 1', 1, 7],
    ['enum A { B }', 1, 1],
    ['let a = 1;\nnamespace N { export const b = 1 }', 2, 1],
    ['import fs from "fs"', 1, 1],
    ['return <any>input', 1, 8],
    ['@decorated class A {}', 1, 1],
  ])('refuses %j at %d:%d', async (code, line, column) => {
    const fault = await faultOf(code);
    expect({ line: fault.line, column: fault.column }).toEqual({ line, column });
    expect(fault.message).not.toBe('');
    expect(fault.message).not.toContain('\n');
  });

  it.each([
    '} evil() {',
    '}; async function other() {',
    '}\nfunction other() {',
    '}); globalThis.escaped = 1; (async function () {',
    '} /*',
    '}, async () => {',
    '}; {',
    '} //',
    '/*',
    '`',
    'return 1 }',
    '*/ } /*',
  ])('refuses %j, which closes its function', async (code) => {
    await faultOf(code);
  });

  it('refuses what is too long', async () => {
    expect((await faultOf(`return "${'€'.repeat(SANDBOX_LIMITS.codeBytes / 3)}"`)).message).toContain('256 KB');
  });

  it('survives what breaks the parser, and parses the next', async () => {
    const hostile = [
      `return ${'('.repeat(100_000)}1${')'.repeat(100_000)}`,
      `return ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `let a: ${'Array<'.repeat(20_000)}1${'>'.repeat(20_000)}`,
      `return ${'!'.repeat(200_000)}1`,
      `return ${'a=>'.repeat(60_000)}1`,
    ];
    for (const code of hostile) {
      const next = stripTypes('const a: number = 1; return a');
      await Promise.all([faultOf(code), expect(next).resolves.toEqual({ code: 'const a         = 1; return a' })]);
    }
  });
});
