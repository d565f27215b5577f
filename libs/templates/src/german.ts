import { germanSentences } from './german-sentences.ts';

/** A text of a template in German; undefined when it has none. Steps and summaries are put together from their parts, as in English. */
export function germanOf(english: string): string | undefined {
  const whole = germanSentences[english];
  if (whole !== undefined) return whole;
  const step = /^\*\*Step (\d+) of (\d+)\.\*\* (.+)\n\nDoes it work now\?$/s.exec(english);
  const what = step && germanSentences[step[3] ?? ''];
  if (step && what !== undefined) return `**Schritt ${step[1]} von ${step[2]}.** ${what}\n\nGeht es jetzt?`;
  const summary =
    /^Give this to your IT helpdesk, so that nobody asks you again:\n\n- \*\*What:\*\* (.+) does not work\n/.exec(
      english,
    );
  const subject = summary && germanSentences[summary[1] ?? ''];
  return subject === undefined || subject === null
    ? undefined
    : [
        'Geben Sie das Ihrem IT-Helpdesk, damit Sie niemand noch einmal fragt:',
        '',
        `- **Was:** ${subject}`,
        '- **Gerät:** {{ vars.details.device }}',
        '- **Seit:** {{ vars.details.since }}',
        '- **Meldung:** {{ vars.details.message | default: "keine" }}',
        '- **Versucht:** {{ vars.tried | join: ", " | default: "nichts" }}',
      ].join('\n');
}
