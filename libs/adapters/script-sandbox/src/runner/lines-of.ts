import type { Socket } from 'node:net';
import { LineReader } from '../process/line-reader.ts';
import { RUNNER_LINE_CHARS } from './runner-protocol.ts';

/** Calls back for each line of JSON that a socket brings; one that is no JSON, or too long, ends it. */
export function linesOf({ socket, each }: { socket: Socket; each: (message: unknown) => void }): void {
  const reader = new LineReader({ mostChars: RUNNER_LINE_CHARS });
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = reader.push(chunk);
    if (lines === 'too_long') return void socket.destroy();
    try {
      for (const line of lines) each(JSON.parse(line));
    } catch {
      socket.destroy();
    }
  });
}
