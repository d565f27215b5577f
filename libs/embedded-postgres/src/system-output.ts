import { execFileSync } from 'node:child_process';

/** What a program of the system says, whatever the language and time zone of whoever asks. Throws when it fails or says nothing. */
export function systemOutput(file: string, args: string[]): string {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const text = execFileSync(file, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  if (text === '') throw new Error(`${file} said nothing`);
  return text;
}
