import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The master key: that of PATCHBAY_MASTER_KEY, else one that is generated into the data directory, readable by its owner alone. Throws naming the variable. */
export function loadOrCreateMasterKey({ dataDir, given }: { dataDir: string; given: string | undefined }): Buffer {
  if (given !== undefined) return parseKey({ text: given, from: 'PATCHBAY_MASTER_KEY' });
  const file = path.join(dataDir, 'master-key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    try {
      writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process made it at the same moment: its key counts.
      if (!existsSync(file)) throw error;
    }
  }
  return parseKey({ text: readFileSync(file, 'utf8'), from: file });
}

function parseKey({ text, from }: { text: string; from: string }): Buffer {
  const trimmed = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (bytes.length !== 32) throw new Error(`${from} must be 32 bytes in base64 or hex.`);
  return bytes;
}
