import type { Language } from '@patchbay/texts';
import { type InputShape, inputDeclaration } from './input-shape.ts';
import type { ScriptAnswers, ScriptQuestion } from './script-questions.ts';

type Ask = <Kind extends ScriptQuestion['kind']>(
  question: Extract<ScriptQuestion, { kind: Kind }>,
) => Promise<ScriptAnswers[Kind]>;

/** The worker that knows scripts, as an editor asks it. */
export interface ScriptLanguage {
  /** Fails where the worker could not be fetched, or broke. */
  ask: Ask;
  /** What scripts are given from now on. */
  setInput(input: InputShape): void;
  release(): void;
}

/** How long the worker stays when no script is shown: it holds some 100 MB, and takes half a second to begin. */
const IDLE_MS = 60_000;

let running: ReturnType<typeof start> | undefined;
let shown = 0;
let idle: ReturnType<typeof setTimeout> | undefined;

/** Begins the worker, or takes the one that is there; it says what it says in this language. */
export function openScriptLanguage(language: Language): ScriptLanguage {
  clearTimeout(idle);
  if (running?.isLost()) stop();
  const { ask, speak } = (running ??= start());
  shown++;
  const spoken = speak(language);
  let declared: Promise<unknown> = spoken;
  return {
    // Questions are answered in the order in which they are asked, but the texts of a language have to be fetched.
    ask: async (question) => {
      await declared;
      return ask(question);
    },
    setInput(input) {
      declared = spoken.then(() => ask({ kind: 'input', input: inputDeclaration(input) }));
      // Who asks is told.
      declared.catch(() => undefined);
    },
    release() {
      shown--;
      if (shown === 0) idle = setTimeout(stop, IDLE_MS);
    },
  };
}

function stop(): void {
  running?.end();
  running = undefined;
}

function start() {
  const worker = new Worker(new URL('./script-worker.ts', import.meta.url), { type: 'module', name: 'scripts' });
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  let lastId = 0;
  let lost: Error | undefined;
  let spoken: Language = 'en';
  worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: never }>) => {
    waiting.get(data.id)?.resolve(data.answer);
    waiting.delete(data.id);
  };
  worker.onerror = (event) => {
    // It is told where the script is: what is known of it without the worker.
    event.preventDefault();
    end(new Error(event.message));
  };
  const end = (error = new Error('The worker has ended.')) => {
    lost = error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const ask: Ask = (question) =>
    new Promise((resolve, reject) => {
      if (lost) return reject(lost);
      lastId++;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ ...question, id: lastId });
    });
  const speak = async (language: Language) => {
    if (language === spoken) return;
    // Without its texts it speaks English.
    const messages = await messagesOf(language).catch(() => undefined);
    spoken = language;
    await ask({ kind: 'speak', messages });
  };
  return { ask, speak, end, isLost: () => lost !== undefined };
}

async function messagesOf(language: Language): Promise<string | undefined> {
  if (language !== 'de') return undefined;
  const { default: messages } = await import('typescript/lib/de/diagnosticMessages.generated.json?raw');
  return messages;
}
