import 'reflect-metadata';
import path from 'node:path';
import { loadConfiguration } from './config/configuration.ts';
import { armCrashPoint } from './platform/crash-points.ts';
import { startProcess } from './start-process.ts';

try {
  const configuration = loadConfiguration(process.env);
  armCrashPoint(configuration.crash);
  // The bundle lies in dist/api, beside the two web apps.
  await startProcess({ configuration, webRoot: path.resolve(import.meta.dirname, '..') });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
