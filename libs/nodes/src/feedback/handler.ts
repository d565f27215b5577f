import type { ConfigOf, JsonObject, NodeHandler, SubmitIssue } from '@patchbay/node-kit';
import type { feedbackDefinition } from './definition.ts';

const LONGEST_COMMENT = 4_000;

export const feedbackHandler: NodeHandler<ConfigOf<typeof feedbackDefinition>, never> = {
  run({ config, arrival, emit, newId, text }) {
    if (arrival.kind === 'entered' || arrival.kind === 'returned' || arrival.kind === 'timer') {
      const question = config.text || text('feedbackQuestion');
      emit({ type: 'message', id: newId(), role: 'bot', text: question });
      const component = newId();
      emit({
        type: 'component',
        id: component,
        kind: 'feedback',
        spec: { text: question, scale: config.scale, comment: config.comment === true },
      });
      return { kind: 'wait', waiting: { kind: 'feedback', component } };
    }
    const component = arrival.waiting.component ?? '';
    if (arrival.kind === 'message') {
      emit({ type: 'message', id: newId(), role: 'bot', text: text('stillOpenFeedback') });
      return { kind: 'wait', waiting: arrival.waiting };
    }
    if (arrival.kind === 'cancel') {
      emit({ type: 'component.closed', id: component });
      return { kind: 'next', outlet: 'next' };
    }
    const { score = null, comment } = arrival.values;
    const output: JsonObject = { score, ...(typeof comment === 'string' && comment !== '' ? { comment } : {}) };
    emit({ type: 'component.closed', id: component, values: output });
    return { kind: 'next', outlet: 'next', output };
  },

  check({ config, values, text }) {
    const issues: SubmitIssue[] = [];
    for (const key of Object.keys(values)) {
      if (key !== 'score' && key !== 'comment')
        issues.push({ path: key, code: 'unknown_field', message: `"${key}" is not expected here.` });
    }
    const { score, comment } = values;
    const fits =
      config.scale === 'thumbs'
        ? score === 'up' || score === 'down'
        : typeof score === 'number' && Number.isInteger(score) && score >= 1 && score <= 5;
    if (!fits) issues.push({ path: 'score', code: 'invalid', message: text('stillOpenFeedback') });
    if (
      comment !== undefined &&
      comment !== null &&
      (typeof comment !== 'string' || comment.length > LONGEST_COMMENT)
    ) {
      issues.push({
        path: 'comment',
        code: 'invalid',
        message: text('fieldTooLong', { label: 'comment', max: LONGEST_COMMENT, length: String(comment).length }),
      });
    }
    return issues;
  },
};
