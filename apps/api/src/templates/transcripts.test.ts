import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { demo, flowTemplates, templateIn, templateLanguages } from '@patchbay/templates';
import { recordedTalk } from '../testing/recorded-talk.ts';

const file = path.resolve(import.meta.dirname, '../../../../libs/templates/src/transcripts.json');

/** Written anew by `PATCHBAY_WRITE_TRANSCRIPTS=1 npm test -- --unit apps/api/src/templates/transcripts.test.ts`. */
test('what the gallery shows of each conversation is what the engine says in it', async () => {
  const recorded: Record<string, Record<string, unknown>> = {};
  for (const template of [...flowTemplates, demo])
    for (const language of templateLanguages) {
      const { document, tests } = templateIn({ template, language });
      const talks = await Promise.all(tests.map((one) => recordedTalk({ document, test: one })));
      for (const talk of talks) expect(talk.at(-1)?.type).toBe('conversation.closed');
      if (template !== demo) recorded[template.key] = { ...recorded[template.key], [language]: talks };
    }
  if (process.env.PATCHBAY_WRITE_TRANSCRIPTS === '1') writeFileSync(file, `${JSON.stringify(recorded)}\n`);
  else expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(recorded);
});
