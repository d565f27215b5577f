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
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

const KEY_BYTES = 32;

/** The master key: that of PATCHBAY_MASTER_KEY, else one that is generated into the data directory, readable by its owner alone. Throws naming the variable. */
export function loadOrCreateMasterKey({ dataDir, given }: { dataDir: string; given: string | undefined }): Buffer {
  if (given !== undefined) return parseKey({ text: given, from: 'PATCHBAY_MASTER_KEY' });
  const file = path.join(dataDir, 'master-key');
  if (!existsSync(file)) create({ dataDir, file });
  // A copy of the data directory often comes back readable by all.
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return parseKey({ text: readFileSync(file, 'utf8'), from: file });
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
