import { ensureBuilt } from '../build/ensure-built.ts';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
await ensureBuilt({ ...(names.length ? { only: names } : {}), force: process.argv.includes('--force') });
