import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';
import { DemoService } from './demo.service.ts';

let one: TestApp;
let other: TestApp;
beforeAll(async () => {
  one = await startTestApp();
  other = await startTestApp({ database: one.database });
});
afterAll(async () => {
  await other?.stop();
  await one?.stop();
});

it('of processes that start together on an empty database, one brings the demo, and all go on', async () => {
  const services = [one, other, one, other].map(({ app }) => app.nest.get(DemoService));
  await Promise.all(services.map((service) => service.seed()));
  const rows = await one.database.dataSource.query('SELECT key FROM flow');
  expect(rows).toEqual([{ key: 'demo-helpdesk' }]);
});
