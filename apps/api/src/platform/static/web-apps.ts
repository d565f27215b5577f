import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { baseHeaders } from '../http/secure-headers.ts';

export type WebApp = 'studio' | 'chat';

/** Where each app's files are asked for, and the folder of its build that holds them. Their names carry a hash of their content. */
const assets: Record<WebApp, { prefix: string; folder: string }> = {
  studio: { prefix: '/assets/', folder: 'studio/assets' },
  chat: { prefix: '/c/assets/', folder: 'chat' },
};

/** Of a screen's path: what its files are, beside those that the page names itself. */
const preloadsSchema = z.array(z.object({ below: z.string(), files: z.array(z.string()) }));

interface Page {
  html: string;
  preloads: z.infer<typeof preloadsSchema>;
}

/** The two built web apps: their files, and their pages with a policy that lets in nothing else. */
export class WebApps {
  readonly #root: string;
  readonly #pages = new Map<WebApp, Promise<Page | undefined>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Serves the files that are built. Files beside them with `.br` or `.gz` are sent to browsers that take them. */
  async serveAssets(server: FastifyInstance): Promise<void> {
    for (const { prefix, folder } of Object.values(assets)) {
      const root = path.join(this.#root, folder);
      if (!existsSync(root)) continue;
      await server.register(fastifyStatic, {
        root,
        prefix,
        decorateReply: false,
        index: false,
        dotfiles: 'deny',
        preCompressed: true,
        immutable: true,
        maxAge: '365d',
        allowedPath: (file) => /\.[a-z0-9]+$/i.test(file) && !/\.(html|json|map)$/.test(file),
      });
    }
  }

  /**
   * Sends an app's page, for a path with what the screen there needs; `data` is written into it as JSON that no browser runs, under the id `patchbay-<name>`. `frameAncestors` says who may frame it.
   * Gives false when the app is not built.
   */
  async sendPage({
    app,
    reply,
    path: place = '',
    data,
    frameAncestors,
  }: {
    app: WebApp;
    reply: FastifyReply;
    path?: string;
    data?: { name: string; value: unknown };
    frameAncestors: string;
  }): Promise<boolean> {
    const page = await this.#page(app);
    if (page === undefined) return false;
    const nonce = randomBytes(16).toString('base64url');
    const filled = page.html.replaceAll('__CSP_NONCE__', nonce);
    const head = `${preloadLinks({ page, place })}${data ? inertJson(data) : ''}</head>`;
    const html = filled.replace('</head>', () => head);
    await reply
      .headers(pageHeaders({ nonce, frameAncestors, trustedTypes: app === 'chat' }))
      .header('content-type', 'text/html; charset=utf-8')
      .send(html);
    return true;
  }

  #page(app: WebApp): Promise<Page | undefined> {
    let page = this.#pages.get(app);
    if (!page) {
      page = this.#read(app).catch(() => {
        this.#pages.delete(app);
        return undefined;
      });
      this.#pages.set(app, page);
    }
    return page;
  }

  async #read(app: WebApp): Promise<Page> {
    const html = await readFile(path.join(this.#root, app, 'index.html'), 'utf8');
    const preloads = await readFile(path.join(this.#root, app, 'preloads.json'), 'utf8').catch(() => '[]');
    return { html, preloads: preloadsSchema.parse(JSON.parse(preloads)) };
  }
}

function preloadLinks({ page, place }: { page: Page; place: string }): string {
  return page.preloads
    .filter(({ below }) => place.startsWith(below))
    .flatMap(({ files }) => files.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`))
    .join('');
}

export function pageHeaders({
  nonce,
  frameAncestors,
  trustedTypes = false,
}: {
  nonce: string;
  frameAncestors: string;
  trustedTypes?: boolean;
}): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // No image of another site: it would tell that site who reads what.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors}`,
    // The chat page makes no markup from texts at all, so that the browser can refuse it. The studio's theme writes a style element.
    ...(trustedTypes ? ["require-trusted-types-for 'script'", "trusted-types 'none'"] : []),
  ];
  return { ...baseHeaders, 'content-security-policy': policy.join('; '), 'cache-control': 'no-store' };
}

// `<` is written as an escape, so that no text in the data can end the element.
function inertJson({ name, value }: { name: string; value: unknown }): string {
  return `<script type="application/json" id="patchbay-${name}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;
}
