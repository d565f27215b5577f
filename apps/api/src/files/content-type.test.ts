import { describe, expect, test } from '@jest/globals';
import { excel, officeOf, pdf, png, word, wordWithMacros, zipOf } from '../testing/sample-files.ts';
import { contentType } from './content-type.ts';

const typeOf = async (content: Uint8Array | string) =>
  (await contentType(typeof content === 'string' ? Buffer.from(content) : content))?.known.type;

describe('what a content is', () => {
  test.each([
    ['a picture', png, 'image/png'],
    ['a JPEG', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'), 'image/jpeg'],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'), 'image/gif'],
    ['a PDF', pdf, 'application/pdf'],
    ['a Word document', officeOf(word), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [
      'one with its types at its end',
      officeOf(word, { last: true }),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['an Excel sheet', officeOf(excel), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [
      'an OpenDocument',
      zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
      'application/vnd.oasis.opendocument.text',
    ],
    ['a text', 'Wi-Fi: grün ✓\r\n\tline', 'text/plain'],
    ['a coloured log', '\u001b[31merror\u001b[0m', 'text/plain'],
    ['XML', '<?xml version="1.0"?><log/>', 'text/plain'],
    ['a page: it is a text here', '<!doctype html><script>alert(1)</script>', 'text/plain'],
    ['UTF-16', Buffer.from('\ufeffÄ log\r\n', 'utf16le'), 'text/plain'],
  ])('%s', async (_, content, type) => {
    expect(await typeOf(content)).toBe(type);
  });

  test.each([
    ['a program', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1')],
    ['an ELF program', Buffer.from('7f454c46020101000000000000000000', 'hex')],
    ['a document with macros', officeOf(wordWithMacros)],
    ['an archive', zipOf({ 'a.txt': 'a' })],
    ['a Java archive', zipOf({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0', 'A.class': 'x' })],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex')],
    ['a picture that holds scripts', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['the same behind a prologue', '<?xml version="1.0"?>\n<!-- a -->\n<svg onload="alert(1)"/>'],
    ['the same behind its doctype', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'],
    ['a text with NUL', 'a\u0000b'],
    ['no UTF-8', Buffer.from([0x61, 0xff, 0x62])],
    ['half of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    ['random bytes', Buffer.from('9c1185a5c5e9fc54612808977ee8f548', 'hex')],
    ['an old Word document, which may hold macros', Buffer.from('d0cf11e0a1b11ae1000000000000000000000000', 'hex')],
  ])('not taken: %s', async (_, content) => {
    expect(await typeOf(content)).toBeUndefined();
  });

  test('a text is read as one, whatever its encoding', async () => {
    expect((await contentType(Buffer.from('\ufeffÄ log', 'utf16le')))?.text).toBe('Ä log');
    expect((await contentType(Buffer.from('\ufeffÄ log')))?.text).toBe('Ä log');
    expect((await contentType(png))?.text).toBeNull();
  });
});
