import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { features } from '../../app.module.ts';
import { HealthController } from '../health/health.controller.ts';
import { PagesController } from '../static/pages.controller.ts';
import { HANDLER_ACCESS } from './access.ts';

type Class = new (...parameters: never[]) => object;

function controllersOf(module: object): Class[] {
  const found: Class[] = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) ?? [];
  const imported: object[] = Reflect.getMetadata(MODULE_METADATA.IMPORTS, module) ?? [];
  return [...found, ...imported.flatMap(controllersOf)];
}

function handlersOf(controller: Class): [string, object][] {
  return Object.entries(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(([name, { value }]) =>
    typeof value === 'function' && name !== 'constructor' && Reflect.hasMetadata(PATH_METADATA, value)
      ? [[`${controller.name}.${name}`, value]]
      : [],
  );
}

describe('access', () => {
  const controllers = [HealthController, PagesController, ...features.flatMap(controllersOf)];
  const handlers = [...new Set(controllers)].flatMap(handlersOf);

  it.each(handlers)('%s says who may call it', (_, handler) => {
    expect(Reflect.getMetadata(HANDLER_ACCESS, handler)).toMatchObject({ kind: expect.any(String) });
  });
});
