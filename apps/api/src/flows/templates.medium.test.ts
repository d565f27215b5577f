import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FlowTemplate, flowTemplates, type TemplateTurn } from '@patchbay/templates';
import { ChatApp, type ChatTestEvent, type TestConversation } from '../testing/chat-app.ts';

/** What templates may be warned of as they come: what they say that they need. */
const needed: Record<string, string[]> = { 'first-line': ['model.not_configured', 'model.not_configured'] };

describe('templates', () => {
  let chat: ChatApp;
  beforeAll(async () => {
    chat = await ChatApp.start();
  });
  afterAll(() => chat?.stop());

  it.each(flowTemplates.map((template) => ({ name: template.key, template })))(
    '$name is published as it comes and passes its conversation',
    async ({ template }) => {
      const bot = await chat.publish(template.document);
      const validated = await chat.admin<{ issues: { code: string; path: string }[] }>(
        `/flows/${template.key}/validate`,
        {
          body: {},
        },
      );
      expect(validated.body.issues.map((issue) => issue.code)).toEqual(needed[template.key] ?? []);
      const conversation = await chat.open(bot);
      await converse({ template, conversation });
    },
  );
});

async function converse({ template, conversation }: { template: FlowTemplate; conversation: TestConversation }) {
  let events = conversation.opened.events;
  for (const turn of template.conversation) {
    if (turn.act !== 'open') {
      const answer = await conversation.turn(
        bodyOf({ turn, open: events.findLast((event) => event.type === 'component') }),
      );
      expect([turn, answer.status, answer.body.issues]).toEqual([turn, 200, undefined]);
      events = answer.body.events;
    }
    const shown = JSON.stringify(events.filter((event) => event.type === 'message' || event.type === 'component'));
    for (const text of turn.expect) expect(shown).toContain(JSON.stringify(text).slice(1, -1));
  }
  // A template's conversation goes to its end.
  expect(events.at(-1)?.type === 'turn.completed' && events.some((event) => event.type === 'conversation.closed')).toBe(
    true,
  );
}

function bodyOf({ turn, open }: { turn: TemplateTurn; open: ChatTestEvent | undefined }): unknown {
  const submit = (values: unknown) => ({ submit: { componentId: open?.id, values } });
  switch (turn.act) {
    case 'say':
      return { text: turn.text };
    case 'choose': {
      const spec = open?.spec as { options: { id: string; label: string }[]; multiple?: boolean };
      const id = spec.options.find((option) => option.label === turn.label)?.id;
      return submit(spec.multiple ? { options: [id] } : { option: id });
    }
    case 'fill':
      return submit(turn.values);
    case 'pick':
      return submit({ rows: [turn.row] });
    case 'rate':
      return submit({ score: turn.score });
    default:
      return undefined;
  }
}
