import { expect, test } from '@jest/globals';
import { compileTemplate, createTemplateEngine } from '../index.ts';

test('a template is compiled once', () => {
  expect(compileTemplate('{{ vars.once }}')).toBe(compileTemplate('{{ vars.once }}'));
});

test('what was longest unused is dropped, by number', () => {
  const engine = createTemplateEngine({ cachedTemplates: 2 });
  const first = engine.compile('{{ a }}');
  const second = engine.compile('{{ b }}');
  expect(engine.compile('{{ a }}')).toBe(first);
  engine.compile('{{ c }}');
  expect(engine.compile('{{ a }}')).toBe(first);
  expect(engine.compile('{{ b }}')).not.toBe(second);
});

test('and by the length of the sources', () => {
  const engine = createTemplateEngine({ cachedCharacters: 100 });
  const first = engine.compile('{{ a }}');
  const long = engine.compile(`{{ b }}${'x'.repeat(200)}`);
  expect(engine.compile(long.source)).toBe(long);
  expect(engine.compile('{{ a }}')).not.toBe(first);
  expect(engine.compile(long.source)).not.toBe(long);
});

test('what does not parse is not kept', () => {
  const engine = createTemplateEngine();
  expect(() => engine.compile('{{')).toThrow();
  expect(() => engine.compile('{{')).toThrow();
});
