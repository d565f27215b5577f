import type { FastifyRequest } from 'fastify';

export interface SessionCookie {
  read(request: Pick<FastifyRequest, 'headers'>): string | undefined;
  /** The header that sets it, or with undefined takes it away. */
  header(token: string | undefined): string;
}

/** The session's cookie: HttpOnly and SameSite=Lax, and bound to the host by its name where the site is https. */
export function sessionCookie({ secure, maxAgeSeconds }: { secure: boolean; maxAgeSeconds: number }): SessionCookie {
  const name = secure ? '__Host-patchbay_session' : 'patchbay_session';
  return {
    read(request) {
      for (const part of (request.headers.cookie ?? '').split(';')) {
        const at = part.indexOf('=');
        if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
      }
      return undefined;
    },
    header(token) {
      const attributes = [
        'Path=/',
        'HttpOnly',
        'SameSite=Lax',
        `Max-Age=${token === undefined ? 0 : maxAgeSeconds}`,
        ...(secure ? ['Secure'] : []),
      ];
      return [`${name}=${token ?? ''}`, ...attributes].join('; ');
    },
  };
}
