import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demo, flowTemplates, templateIn, templateLanguages } from '@patchbay/templates';
import { ChatApp } from '../testing/chat-app.ts';

/** What templates may be warned of as they come: what they say that they need. */
const needed: Record<string, string[]> = {
  'first-line': ['model.not_configured', 'model.not_configured'],
  'demo-helpdesk': ['model.not_configured'],
};

interface Ran {
  passed: number;
  results: { name: string; passed: boolean; turns: { differences: unknown[] }[] }[];
}

describe('templates', () => {
  let chat: ChatApp;
  beforeAll(async () => {
    chat = await ChatApp.start();
  });
  afterAll(() => chat?.stop());

  const all = [...flowTemplates, demo].flatMap((template) =>
    templateLanguages.map((language) => ({ name: `${template.key} in ${language}`, template, language })),
  );
  it.each(all)('$name is published as it comes, and passes its conversations', async ({ template, language }) => {
    const key = `${template.key}-${language}`;
    const { document, tests } = templateIn({ template, language });
    await chat.publish({ ...document, key });
    const validated = await chat.admin<{ issues: { code: string; path: string }[] }>(`/flows/${key}/validate`, {
      body: {},
    });
    expect(validated.body.issues.map((issue) => issue.code)).toEqual(needed[template.key] ?? []);
    for (const test of tests) expect((await chat.admin(`/flows/${key}/tests`, { body: test })).status).toBe(201);
    const { body } = await chat.admin<Ran>(`/flows/${key}/tests/run`, { body: {} });
    expect(body.results.map(({ name, turns }) => [name, turns.flatMap((turn) => turn.differences)])).toEqual(
      tests.map(({ name }) => [name, []]),
    );
  });
});
