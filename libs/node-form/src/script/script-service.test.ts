import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readGermanMessages, readScriptLibraries } from '@patchbay/testing';
import { type InputShape, inputDeclaration } from './input-shape.ts';
import { ScriptService } from './script-service.ts';

const closed = (members: Record<string, InputShape>): InputShape => ({ kind: 'object', members, open: false });
const text: InputShape = { kind: 'text' };
const maybe: InputShape = { kind: 'text', maybe: true };

const input = closed({
  vars: closed({
    zebra: { kind: 'text', about: 'What was asked last' },
    device: text,
    count: { kind: 'number' },
    rows: { kind: 'list' },
    order: { kind: 'object', members: { total: { kind: 'number' } }, open: true },
    anything: { kind: 'any' },
    nickname: maybe,
    nodes: text,
    Record: closed({ own: text }),
  }),
  nodes: closed({ ask: { ...closed({ by: text }), fails: true }, later: { ...closed({ by: text }), maybe: true } }),
  message: closed({ text, files: { kind: 'list', of: closed({ name: text, text: maybe }) } }),
  user: { kind: 'object', members: { name: maybe, email: maybe }, open: true },
  conversation: closed({ turns: { kind: 'number' } }),
});

let service: ScriptService;
beforeAll(() => {
  service = new ScriptService(readScriptLibraries());
  service.setInput(inputDeclaration(input));
});

const faults = (code: string) =>
  service.faults(code).map(({ severity, kind, from, to, meant }) => {
    const at = code.slice(from, to);
    return `${severity} ${kind} ${at}${meant === undefined ? '' : ` → ${meant}`}`;
  });

describe('nothing is wrong with', () => {
  test.each([
    '',
    'return {\n  answer: 42,\n};',
    'return input.vars.device.toUpperCase() + input.vars.count.toFixed(2);',
    'const { vars } = input; return vars.anything.at.any.depth;',
    'return input?.vars?.["device"].length + input.nodes.ask.by.trim() + input.message.files.length;',
    'const rows: string[] = []; for (const row of input.vars.rows) rows.push(row); return rows;',
    'const one = (input: { env: string }) => input.env; return await Promise.resolve(one);',
    'return input.user.department;',
    'return input.vars.order.lines.map((line) => line.price);',
    'return input.nodes.ask.error.code;',
    'return `Hello ${input.user.name ?? "you"}`;',
    'if (input.vars.nickname) return input.vars.nickname.trim(); return input.nodes.later?.by;',
    // What beginners write, and what stricter readers of it complain of.
    'const result = {}; result.total = 1; result.list = []; result.list.push(result.total); return result;',
    'const rows = []; input.vars.rows.forEach((row) => rows.push({ name: row.name })); return rows.map((row) => row.name);',
    'const byName = {}; for (const row of input.vars.rows) byName[row.name] = row; return byName["x"].id;',
    'let best = null; for (const row of input.vars.rows) if (!best || row.n > best.n) best = row; return best.n;',
    'function add(a, b) { return a + b; } return add(1);',
    'const days = (new Date() - new Date(input.message.text)) / 86400000; return Math.round(days);',
    'return isNaN(input.message.text) ? 0 : parseInt(input.vars.count, 10) + parseFloat(input.vars.count);',
    'try { return JSON.parse(input.message.text); } catch (error) { return { failed: error.message }; }',
    'const order = input.vars.order; order.note = "changed"; order.total = 5; return order;',
    'const list = input.vars.rows; list.push(1); list.sort(); return list;',
    'for (var i = 0; i < 3; i++) {} for (var i = 0; i < 3; i++) {} return i;',
    'switch (input.vars.device) { case "a": return 1; default: return 2; }',
    'await new Promise((done) => setTimeout(done, 10)); console.log("later", input); console.warn("x"); return null;',
    'return new Set([1]).union(new Set([2])).size + Object.keys(Object.groupBy([1, 2], (n) => (n > 1 ? "big" : "small"))).length;',
    'return new Intl.NumberFormat("de").format(1) + structured(); function structured() { return /a(?<x>b)/v.source; }',
    'const { a = 1, ...rest } = input.vars.order; return { a, rest };',
    'return [3, 1, 2].toSorted((a, b) => a - b).at(-1);',
    'return 1 // with a comment at the end',
  ])('%s', (code) => {
    expect(faults(code)).toEqual([]);
  });
});

test.each([
  ['return input.vars.devise;', 'error variable devise → device'],
  ['return input.vars["unheard of"];', 'error variable "unheard of"'],
  ['return input.nodes.asks.by;', 'error node asks → ask'],
  ['return input.env.KEY;', 'error member env'],
  ['return input.vars.count.toUpperCase();', 'error type toUpperCase'],
  ['return input.message.text.push(1);', 'error type push'],
  ['return input.vars.device.toUppercase();', 'error type toUppercase → toUpperCase'],
  ['input.vars.device = "x"; return 1;', 'warning copy device'],
  ['const u = input.user;\n\nreturn u.nmae;', 'warning member nmae → name'],
  ['const { nmae } = input.user; return nmae;', 'warning member nmae → name'],
  ['const all = input.vars; return all.devise;', 'error variable devise → device'],
  ['return input.vars.Record.won;', 'error member won → own'],
  ['return input.vars.nickname.trim();', 'warning absent input.vars.nickname'],
  ['return input.nodes.later.by;', 'warning absent input.nodes.later'],
  ['return input.vars.device * 2;', 'warning other input.vars.device'],
  ['return Math.max("1", 2);', 'warning other "1"'],
  ['return fetch("https://example.org");', 'error outside fetch'],
  ['return new WeakRef({});', 'error outside WeakRef'],
  ['const fs = require("fs");', 'error module "fs"'],
  ['import fs from "fs";', 'error module import'],
  ['return consle.log(1);', 'error unknown consle → console'],
  ['total = 1; total += 1; return total;', 'warning undeclared total'],
  ['enum A { B } return 1;', 'error typesOnly A'],
  ['const count: number = "a"; return count;', 'warning other count'],
  ['const a = 1; a = 2; return a;', 'error other a'],
  ['const input = 1; return input;', 'error other input'],
  ['return input.vars.device +;', 'error other ;'],
  ['if (true) { return 1', 'error other 1'],
])('%s', (code, fault) => {
  expect(faults(code)).toContain(fault);
});

describe('what is offered', () => {
  const offered = (code: string) => {
    const found = service.completions({ code, at: code.length });
    return (found?.completions ?? []).toSorted((a, b) => b.boost - a.boost).map(({ name }) => name);
  };

  test('members of input are those of the flow, what is near first', () => {
    expect(offered('return input.')).toEqual(['vars', 'nodes', 'message', 'user', 'conversation']);
    expect(offered('return input.vars.').slice(0, 2)).toEqual(['zebra', 'device']);
    expect(offered('const all = input.vars;\nreturn all.').slice(0, 2)).toEqual(['zebra', 'device']);
  });

  test('texts and lists have their methods, and what may be absent is read on with “?.”', () => {
    expect(offered('return input.vars.device.')).toEqual(expect.arrayContaining(['toUpperCase', 'split', 'length']));
    expect(offered('return input.vars.rows.')).toEqual(expect.arrayContaining(['map', 'filter', 'toSorted']));
    const code = 'return input.vars.nickname.';
    const trim = service.completions({ code, at: code.length })?.completions.find(({ name }) => name === 'trim');
    expect(trim).toMatchObject({ insert: '?.trim', from: code.length - 1, to: code.length });
  });

  test('at the beginning, what the script itself has comes first; what the sandbox has not is none of it', () => {
    const all = offered('const mine = 1;\n');
    expect(all.slice(0, 3)).toEqual(expect.arrayContaining(['mine', 'input', 'console']));
    expect(all).toEqual(expect.arrayContaining(['setTimeout', 'Math', 'return']));
    for (const name of ['fetch', 'document', 'WeakRef', 'Atomics', 'SharedArrayBuffer', 'eval', 'escape'])
      expect(all).not.toContain(name);
  });
});

test('what something is, and what is written about it', () => {
  const code = 'return input.vars.zebra.trim();';
  const at = code.indexOf('zebra') + 1;
  expect(service.hover({ code, at })).toMatchObject({ from: 18, to: 23, about: 'What was asked last' });
  expect(service.hover({ code, at })?.type).toContain('zebra: string');
  expect(service.details({ code, at: code.indexOf('trim'), name: 'trim' })).toMatchObject({
    type: '(method) String.trim(): string',
    about: expect.stringContaining('Removes'),
  });
  const call = 'return input.message.text.padStart(3, ';
  expect(service.signature({ code: call, at: call.length })).toMatchObject({ before: 'padStart(', active: 1 });
  const replace = 'return input.message.text.replace(';
  expect(service.signature({ code: replace, at: replace.length })?.parameters[0]).toBe('searchValue: string | RegExp');
});

describe('in German', () => {
  beforeAll(() => service.speak(readGermanMessages()));
  afterAll(() => service.speak());

  test('TypeScript speaks it, and the names that may be meant are found in it', () => {
    const [fault] = service.faults('return input.vars.device +;');
    expect(fault?.said).toBe('Es wurde ein Ausdruck erwartet.');
    expect(faults('return input.vars.devise;')).toEqual(['error variable devise → device']);
    expect(faults('return consle.log(1);')).toEqual(['error unknown consle → console']);
  });

  test('and English again', () => {
    service.speak();
    expect(service.faults('return input.vars.device +;')[0]?.said).toBe('Expression expected.');
  });
});
