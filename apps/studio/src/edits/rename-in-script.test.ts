import { expect, test } from '@jest/globals';
import { renameInScript } from './rename-in-script.ts';

const renamed = (code: string) => renameInScript({ code, key: 'device', to: 'machine' });

test.each([
  ['return input.vars.device + device;', 'return input.vars.machine + device;'],
  ['return input.vars?.["device"];', 'return input.vars?.["machine"];'],
  ['const { device } = input.vars;\nreturn device;', 'const { machine: device } = input.vars;\nreturn device;'],
  ['const { a, device: d = 1 } = input.vars ?? {};', 'const { a, machine: d = 1 } = input.vars ?? {};'],
  [
    'const { device = 1, a } = input.vars\nreturn device',
    'const { machine: device = 1, a } = input.vars\nreturn device',
  ],
  ['const v = input.vars;\nreturn v.device + v["device"];', 'const v = input.vars;\nreturn v.machine + v["machine"];'],
  ['const v = input.vars; const { device } = v;', 'const v = input.vars; const { machine: device } = v;'],
  ['const { vars, message } = input; return vars.device;', 'const { vars, message } = input; return vars.machine;'],
  ['const { vars: v } = input; return v.device;', 'const { vars: v } = input; return v.machine;'],
  ['const other = {}; return other.device;', 'const other = {}; return other.device;'],
])('a script follows: %s', (code, after) => expect(renamed(code)).toEqual({ code: after, certain: true }));

test.each([
  ['return Object.entries(input.vars).filter(([name]) => name === "device");'],
  ['const v = input.vars; return [{}].map((v) => v.device);'],
  ['const v = input.vars; return read(v, "device");'],
  ['const v = input.vars; return { ...v }.device;'],
  ['let v = input.vars; return v.device;'],
  ['const { a, ...others } = input.vars; return others.device;'],
  ['const name = "device"; return input.vars[name];'],
  ['return read(input).device;'],
])('what is not followed for certain is left, and said: %s', (code) =>
  expect(renamed(code)).toEqual({ code, certain: false }),
);

test('a script in which the name does not stand is certain, whatever it does with the variables', () => {
  expect(renamed('return Object.keys(input.vars).length;').certain).toBe(true);
});
