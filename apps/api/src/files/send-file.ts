import type { FastifyReply } from 'fastify';
import type { StoredFile } from './chat-files.ts';

/** Sends a file to be saved: no browser shows it, however it was asked for. */
export async function sendFile({ reply, file }: { reply: FastifyReply; file: StoredFile }): Promise<void> {
  // Browsers that know no `filename*` get what is plain of it.
  const plain = file.name.replace(/[^\w. -]/g, '_');
  await reply
    .header('content-type', file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded(file.name)}`)
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
    .header('cache-control', 'no-store')
    .send(file.content);
}

// RFC 8187: `encodeURIComponent` leaves more than it may.
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
