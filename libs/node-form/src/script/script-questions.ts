import type { InputDeclaration } from './input-shape.ts';
import type { ScriptFault } from './script-faults.ts';
import type { ScriptCompletions, ScriptHover, ScriptService, ScriptSignature } from './script-service.ts';

/** What is sent to the worker of scripts. */
export type ScriptQuestion =
  /** Texts of TypeScript in the language of the studio; undefined for English. */
  | { kind: 'speak'; messages: string | undefined }
  | { kind: 'input'; input: InputDeclaration }
  | { kind: 'faults'; code: string }
  | { kind: 'completions'; code: string; at: number }
  | { kind: 'details'; code: string; at: number; name: string }
  | { kind: 'hover'; code: string; at: number }
  | { kind: 'signature'; code: string; at: number };

/** What it answers, by kind. */
export interface ScriptAnswers {
  speak: undefined;
  input: undefined;
  faults: ScriptFault[];
  completions: ScriptCompletions | undefined;
  details: Pick<ScriptHover, 'type' | 'about'> | undefined;
  hover: ScriptHover | undefined;
  signature: ScriptSignature | undefined;
}

export function answer({
  service,
  question,
}: {
  service: ScriptService;
  question: ScriptQuestion;
}): ScriptAnswers[keyof ScriptAnswers] {
  switch (question.kind) {
    case 'speak':
      service.speak(question.messages);
      return undefined;
    case 'input':
      service.setInput(question.input);
      return undefined;
    case 'faults':
      return service.faults(question.code);
    case 'completions':
      return service.completions(question);
    case 'details':
      return service.details(question);
    case 'hover':
      return service.hover(question);
    case 'signature':
      return service.signature(question);
  }
}
