import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { fileKeys, fixedKeys, type KeySource } from './key-source.ts';

const KEY_BYTES = 32;

/**
 * The master keys: those of PATCHBAY_MASTER_KEY, else those of a file in the data directory, readable by its owner alone, which is made with one when it is
 * missing. The first seals; others behind it, separated by commas or lines, still open what they sealed. Throws naming the variable or the file.
 */
export function loadMasterKeys({ dataDir, given }: { dataDir: string; given: string | undefined }): KeySource {
  if (given !== undefined) return fixedKeys(parseKeys({ text: given, from: 'PATCHBAY_MASTER_KEY' }));
  const file = keyFile(dataDir);
  if (!existsSync(file)) create({ dataDir, file });
  // A copy of the data directory often comes back readable by all.
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return fileKeys(file);
}

/** Puts a new key before those of the file, whole or not at all: from now on it seals. */
export function addMasterKey(dataDir: string): void {
  const keys = parseKeys({ text: readFileSync(keyFile(dataDir), 'utf8'), from: keyFile(dataDir) });
  replace({ dataDir, keys: [randomBytes(KEY_BYTES), ...keys] });
}

/** Leaves only the key that seals; gives how many were forgotten. */
export function forgetOldMasterKeys(dataDir: string): number {
  const [first, ...old] = parseKeys({ text: readFileSync(keyFile(dataDir), 'utf8'), from: keyFile(dataDir) });
  if (first && old.length > 0) replace({ dataDir, keys: [first] });
  return old.length;
}

function keyFile(dataDir: string): string {
  return path.join(dataDir, 'master-key');
}

function replace({ dataDir, keys }: { dataDir: string; keys: readonly Buffer[] }): void {
  const draft = `${keyFile(dataDir)}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, keys.map((key) => `${key.toString('base64')}\n`).join(''));
    fsyncSync(handle);
    renameSync(draft, keyFile(dataDir));
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
}

/** Keys separated by commas or lines. Throws an Error naming where they are from. */
export function parseKeys({ text, from }: { text: string; from: string }): Buffer[] {
  return text
    .trim()
    .split(/[\s,]*[,\n]\s*/)
    .map((one) => parseKey({ text: one, from }));
}

/** Written whole, on disk, before it has its name: no other process reads half a key, and a crash leaves none. */
function create({ dataDir, file }: { dataDir: string; file: string }): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, randomBytes(KEY_BYTES).toString('base64'));
    fsyncSync(handle);
    linkSync(draft, file);
  } catch (error) {
    // Another process made it at the same moment: its key counts.
    if (!existsSync(file)) throw error;
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
}

function parseKey({ text, from }: { text: string; from: string }): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  // Node skips what is no base64: a passphrase with blanks must not pass for a key.
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : Buffer.alloc(0);
  if (bytes.length !== KEY_BYTES) throw new Error(`${from} must be 32 bytes in base64 or hex.`);
  return bytes;
}
