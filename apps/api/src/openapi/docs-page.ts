import { adminRoutes, type Route } from '@patchbay/api-contract';

/** A page that lists every endpoint, without a script: the OpenAPI document is for tools. */
export function docsPage(): string {
  const rows = Object.entries<Route>(adminRoutes)
    .map(
      ([name, route]) =>
        `<tr><td><code>${route.method}</code></td><td><code>${escape(route.path)}</code></td><td>${escape(route.summary)}</td><td>${escape(route.access)}</td><td><code>${escape(name)}</code></td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Patchbay API</title>
<style nonce="__NONCE__">body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #8884;padding:.4rem .6rem;text-align:left;vertical-align:top}</style></head>
<body><h1>Patchbay API</h1><p>Everything is described by <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1). Administration takes a session cookie with <code>x-csrf-token</code>, or <code>Authorization: Bearer &lt;API key&gt;</code>.</p>
<table><thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Access</th><th>Name</th></tr></thead><tbody>${rows}</tbody></table></body></html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
