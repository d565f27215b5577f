import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Patchbay {
  url: string;
  dataDir: string;
  /** What it printed so far. */
  output(): string;
  /** The link of the set-up page, as it was printed. */
  setupLink(): string;
  /** Ends it, by SIGTERM unless told otherwise; gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const main = path.resolve(import.meta.dirname, '../../dist/api/main.js');

/** The built product as a process of its own, with its embedded database in a new folder and a free port. */
export async function startPatchbay({
  env = {},
  dataDir: given,
}: {
  env?: Record<string, string>;
  dataDir?: string;
} = {}): Promise<Patchbay> {
  const dataDir = given ?? mkdtempSync(path.join(tmpdir(), 'patchbay-e2e-'));
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: {
      ...bare(),
      PORT: '0',
      PATCHBAY_DATA_DIR: path.join(dataDir, 'data'),
      PATCHBAY_RATE_LIMITS: 'off',
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that hangs is given up, and what would stop the product with it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  let text = '';
  child.stdout?.on('data', (chunk) => (text += String(chunk)));
  child.stderr?.on('data', (chunk) => (text += String(chunk)));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setInterval(() => {
      const found = /Patchbay is ready at (\S+)/.exec(text);
      if (found?.[1]) done(() => resolve(found[1]!));
      else if (child.exitCode !== null) done(() => reject(new Error(`Patchbay ended:\n${text}`)));
    }, 20);
    const limit = setTimeout(() => done(() => reject(new Error(`Patchbay did not start:\n${text}`))), 180_000);
    function done(then: () => void) {
      clearInterval(timer);
      clearTimeout(limit);
      then();
    }
  });
  return {
    url,
    dataDir,
    output: () => text,
    setupLink: () => /(http\S+\/setup#token=\S+)/.exec(text)?.[1] ?? '',
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await new Promise((resolve) => child.once('exit', resolve));
      }
      if (!given) rmSync(dataDir, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

// What the tests' own process was told must not reach the product.
function bare(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
