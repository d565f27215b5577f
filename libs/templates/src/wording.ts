import { type Both, both } from './both.ts';
import type { NodeSource, VariableSource } from './flow-source.ts';

/** Parts one after another; those in one language are the same in both. */
export function joined(...parts: readonly (Both | string)[]): Both {
  const text = (language: keyof Both) =>
    parts.map((part) => (typeof part === 'string' ? part : part[language])).join('');
  return both(text('en'), text('de'));
}

/** What a saved value is called: values stay the same whichever language a conversation is in. */
export function worded(expression: string, words: Readonly<Record<string, Both>>): Both {
  const cases = Object.entries(words).map(([value, word]) => joined(`{% when "${value}" %}`, word));
  return joined(`{% case ${expression} %}`, ...cases, '{% endcase %}');
}

/** The same for a list, with commas; `none` where it is empty. */
export function listed(expression: string, words: Readonly<Record<string, Both>>, none: Both): Both {
  const item = worded('one', words);
  const comma = '{% unless forloop.last %}, {% endunless %}';
  return joined(`{% for one in ${expression} %}`, item, comma, '{% else %}', none, '{% endfor %}');
}

/** Lines that can be copied with one click. */
export function toCopy(...lines: readonly Both[]): Both {
  return joined('\n\n```\n', ...lines.flatMap((line, index) => (index === 0 ? [line] : ['\n', line])), '\n```');
}

/** A day that a form asked for. */
export function dayOf(expression: string): Both {
  return both(`{{ ${expression} | date: "%d %b %Y" }}`, `{{ ${expression} | date: "%d.%m.%Y" }}`);
}

/** The helpdesk in a sentence: as the flow's variable says, else in words. */
export const helpdesk = both(
  '**{{ vars.helpdesk | default: "your IT helpdesk" }}**',
  '**{{ vars.helpdesk | default: "Ihren IT-Helpdesk" }}**',
);

export const helpdeskVariable: VariableSource = {
  key: 'helpdesk',
  type: 'string',
  default: '',
  description: both(
    'How your helpdesk is reached, such as it-help@example.org or a phone number; stands in the texts',
    'Wie Ihr Helpdesk zu erreichen ist, etwa it-hilfe@example.org oder eine Telefonnummer; steht in den Texten',
  ),
};

export const adaptHelpdesk = both(
  'How your helpdesk is reached (variable “helpdesk”)',
  'Wie Ihr Helpdesk zu erreichen ist (Variable „helpdesk“)',
);

/** The end of a conversation whose problem is left: nobody was told of it but the user. */
export const notSent: NodeSource['config'] = { resolution: 'escalated' };

/** What the chat page says at such an end: its own words would promise that somebody was told. */
export const endTexts = {
  en: { closedEscalated: 'This conversation has ended. Please pass on what I wrote for you: I have not sent it.' },
  de: {
    closedEscalated:
      'Dieses Gespräch ist beendet. Bitte geben Sie weiter, was ich für Sie aufgeschrieben habe: Ich habe es nicht gesendet.',
  },
} as const;

export const yes = { label: both('Yes', 'Ja'), also: [both('correct', 'stimmt'), both('right', 'richtig')] } as const;

/** Answers to a summary that is about to be written down. */
export const yesChangeOrDrop = [
  { id: 'yes', ...yes },
  { id: 'change', label: both('Change it', 'Ändern'), also: [both('no', 'nein'), both('wrong', 'falsch')] },
  { id: 'drop', label: both('Never mind', 'Doch nicht'), also: [both('cancel', 'abbrechen')] },
] as const;
