import { Modal, Stack, Text } from '@mantine/core';
import type { FlowTemplate, TemplateTurn } from '@patchbay/templates';
import { localise, textsOf, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';

/** The conversation that a template was tested with: what the user does, and what the answer was checked to hold. */
export function TemplateConversation({ template, onClose }: { template: FlowTemplate; onClose(): void }): JSX.Element {
  const t = useTexts('templates');
  return (
    <Modal opened onClose={onClose} title={t('conversationOf', { title: localise(template.title) })}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('conversationHint')}
      </Text>
      <Stack component="ol" gap={6} p={0} m={0} data-said>
        {template.conversation.map((turn, index) => (
          <li key={index} className="pb-plain-item pb-said">
            {turn.act === 'open' ? null : (
              <div className="pb-said-user">
                <span className="pb-said-who">{t('user')}: </span>
                {whatIsDone(turn)}
              </div>
            )}
            {turn.expect.map((text) => (
              <div key={text} className="pb-said-bot">
                <span className="pb-said-who">{t('bot')}: </span>
                {`… ${text} …`}
              </div>
            ))}
          </li>
        ))}
      </Stack>
    </Modal>
  );
}

function whatIsDone(turn: TemplateTurn): string {
  const t = textsOf('templates');
  switch (turn.act) {
    case 'open':
      return '';
    case 'say':
      return turn.text;
    case 'choose':
      return t('clicks', { label: turn.label });
    case 'fill':
      return t('fills', { fields: Object.keys(turn.values).join(', ') });
    case 'pick':
      return t('picks', { row: turn.row + 1 });
    case 'rate':
      return typeof turn.score === 'number'
        ? t('rates', { score: turn.score })
        : t(turn.score === 'up' ? 'up' : 'down');
    default:
      return turn satisfies never;
  }
}
