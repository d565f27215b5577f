import { expect, test } from '@jest/globals';
import { createTemplateEngine } from '../index.ts';
import { NOW } from '../testing/render.ts';

const scope = {
  vars: { items: [1, 2, 3], order: { amount: 5 } },
  user: { name: 'Ada' },
  message: { text: 'my laptop is broken' },
  nodes: { ask: { error: { code: 'http.status' } } },
};
const input = { scope, now: NOW, timezone: 'Europe/Berlin' };

/** The floor: what this machine takes, in the same moment, to write the scope as JSON and to read it (about 2 µs). */
function floor(): void {
  JSON.parse(JSON.stringify(scope));
}

// Compiling (from the cache) and rendering, in floors.
test.each([
  ['You said: {{ message.text }}', 10],
  ['{{ vars.items }}', 10],
  ['Hello {{ user.name | default: "there" }}', 50],
  ['{% if vars.order.amount > 3 %}big{% else %}small{% endif %}', 50],
  ['{% for i in vars.items %}{{ i }},{% endfor %}', 100],
  ['{{ now | date: "%d.%m.%Y %H:%M" }}', 150],
])('%s renders in less than %i times what JSON takes for its scope', (source, allowed) => {
  const engine = createTemplateEngine();
  const others = Array.from({ length: 20 }, (_, index) => `{{ vars.order.amount }} of ${index}`);
  const rounds = 300;
  let best = Number.POSITIVE_INFINITY;
  let bestFloor = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12; round++) {
    let spent = 0;
    for (let count = 0; count < rounds; count++) {
      engine.compile(others[count % others.length] ?? '');
      const before = performance.now();
      engine.compile(source).render(input);
      spent += performance.now() - before;
    }
    best = Math.min(best, spent);
    const began = performance.now();
    for (let count = 0; count < rounds; count++) floor();
    bestFloor = Math.min(bestFloor, performance.now() - began);
  }
  expect(best / bestFloor).toBeLessThan(allowed);
});
