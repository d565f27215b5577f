import { type ModelPort, NodeError } from '@patchbay/node-kit';

/** A model port that gives these answers in order, in words; an error is thrown. */
export function scriptedModel(answers: (string | NodeError)[]): ModelPort {
  const left = [...answers];
  return {
    async *stream() {
      const answer =
        left.shift() ?? new NodeError({ code: 'model.unavailable', message: 'no answer is left', retryable: false });
      if (answer instanceof NodeError) throw answer;
      const words = answer.match(/\S+\s*/g) ?? [];
      for (const text of words) yield { type: 'text', text };
      yield {
        type: 'done',
        reason: 'stop',
        usage: { connection: 'scripted', model: 'scripted', inputTokens: 1, outputTokens: words.length },
      };
    },
  };
}
