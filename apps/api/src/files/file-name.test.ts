import { expect, test } from '@jest/globals';
import { knownTypes } from '@patchbay/flow-spec';
import { fileName } from './file-name.ts';

const known = (type: string) => knownTypes.find((one) => one.type === type)!;
const text = (given: string) => fileName({ given, known: known('text/plain') });

test.each([
  ['notes.log', 'notes.log'],
  ['Übersicht 2026.CSV', 'Übersicht 2026.CSV'],
  ['../../etc/passwd', 'passwd.txt'],
  ['C:\\Windows\\system32\\a.log', 'a.log'],
  ['..', 'file.txt'],
  ['', 'file.txt'],
  ['.bashrc', 'bashrc.txt'],
  ['evil.html', 'evil.html.txt'],
  ['run.ps1', 'run.ps1.txt'],
  ['data.xml', 'data.xml.txt'],
  ['invoice\u202Egnp.log', 'invoicegnp.log'],
  ['a\u0000b\r\nSet-Cookie: x.log', 'abSet-Cookie_ x.log'],
  ['a"b<c>|?*.log', 'a_b_c____.log'],
  ['CON.log', '_CON.log'],
  ['trailing.log. . ', 'trailing.log'],
  ['zero\u200Bwidth.txt', 'zerowidth.txt'],
  ['half \ud800.txt', 'half \ufffd.txt'],
])('%j', (given, name) => {
  expect(text(given)).toBe(name);
});

test('a long one is cut before its ending, between characters', () => {
  const name = text(`${'😀'.repeat(400)}.log`);
  expect(name).toBe(`${'😀'.repeat(150)}.log`);
});

test('the ending goes with the content', () => {
  expect(fileName({ given: 'setup.exe', known: known('image/png') })).toBe('setup.exe.png');
  expect(fileName({ given: 'photo.JPEG', known: known('image/jpeg') })).toBe('photo.JPEG');
  expect(fileName({ given: 'report.docm', known: known('application/pdf') })).toBe('report.docm.pdf');
});
