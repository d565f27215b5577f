import { startOpenAiServer } from '@patchbay/testing';

// An OpenAI-compatible server that answers at once, word by word, in a process of its own.
const server = await startOpenAiServer({ reply: () => ({ text: 'Have you tried to turn it off and on again? ' }) });
// Its record of calls would grow without end.
setInterval(() => server.requests.splice(0), 1_000).unref();
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
console.log(`ready ${server.url}`);
