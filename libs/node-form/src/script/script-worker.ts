import { scriptLibraries } from './script-libraries.ts';
import { answer, type ScriptQuestion } from './script-questions.ts';
import { ScriptService } from './script-service.ts';

// All of it is one file: what a worker of the page may load besides is nothing, by the policy of the server.
const service = new ScriptService(scriptLibraries);

onmessage = ({ data }: MessageEvent<ScriptQuestion & { id: number }>) => {
  postMessage({ id: data.id, answer: answer({ service, question: data }) });
};
