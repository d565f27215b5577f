import { type ConfigProblem, defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { requiredText, saveAs, select, wholeNumber } from '../shared/fields.ts';
import { failed, next } from '../shared/outlets.ts';
import { isTemplate, shortened, textAt } from '../shared/read-config.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

export const httpDefinition = defineNode({
  type: 'http',
  version: 1,
  title: 'HTTP request',
  hint: 'Calls another system.',
  group: 'integrate',
  icon: 'world-upload',
  config: z.strictObject({
    method: select(METHODS, {
      label: 'Method',
      help: 'GET reads something, POST makes something new, PUT and PATCH change it, DELETE removes it.',
      options: METHODS.map((value) => ({ value, label: value })),
    }).default('GET'),
    url: requiredText({
      label: 'Address',
      placeholder: 'https://status.example.com/api',
      help: 'With a connection that has a base address, a path is enough.',
    }),
    connection: withHint(z.string().optional(), {
      widget: 'connection',
      label: 'Connection',
      help: 'Its credential is added, for its own addresses alone.',
      connectionKinds: ['http'],
    }),
    headers: withHint(z.record(z.string(), z.coerce.string()).optional(), {
      widget: 'pairs',
      label: 'Headers',
      help: 'What the other system wants to know beside the content, such as Accept: application/json. Passwords belong in a connection.',
      advanced: true,
    }),
    query: withHint(z.record(z.string(), z.unknown()).optional(), {
      widget: 'pairs',
      label: 'Query',
      help: 'Put behind the address with a question mark, such as ?state=open for the name state and the value open.',
      advanced: true,
    }),
    body: withHint(
      z
        .strictObject({
          type: select(['json', 'form', 'text'], {
            label: 'Kind',
            help: 'Most systems expect JSON. Form is what a web page sends; Text is sent as it stands.',
            options: [
              { value: 'json', label: 'JSON' },
              { value: 'form', label: 'Form' },
              { value: 'text', label: 'Text' },
            ],
          }),
          value: withHint(z.unknown(), { widget: 'json', label: 'Value', help: 'Texts in it may be templates.' }),
        })
        .optional(),
      {
        widget: 'group',
        label: 'Body',
        help: 'What is sent along, such as the fields of a new ticket.',
        when: { field: 'method', equals: ['POST', 'PUT', 'PATCH', 'DELETE'] },
      },
    ),
    timeoutMs: wholeNumber({
      label: 'Time limit (ms)',
      help: 'A call that takes longer goes on at “Error”. 15000 ms are 15 seconds.',
      min: 1,
      max: 120_000,
      advanced: true,
    }).default(15_000),
    retry: withHint(
      z
        .strictObject({
          attempts: wholeNumber({ label: 'Attempts', help: 'How many calls in all: 3 is usual.', min: 1, max: 10 }),
          backoffMs: wholeNumber({
            label: 'Pause (ms)',
            help: 'How long it waits before the second call. Each further pause is twice as long.',
            min: 0,
            max: 60_000,
          }).default(500),
        })
        .optional(),
      {
        widget: 'group',
        label: 'Try again',
        help: 'Calls once more when the other system is busy or cannot be reached.',
        advanced: true,
      },
    ),
    saveAs: saveAs('Variable that takes status, headers and body.'),
  }),
  initial: { method: 'GET', url: '' },
  raw: [],
  translatable: [],
  outlets: (_, say) => [next(say), failed(say)],
  output: { status: 'number', headers: 'object', body: 'any' },
  needs: ['http'],
  // A method that is a template may be any.
  effect: (config) => (['GET', 'HEAD'].includes(textAt(config, 'method') ?? 'GET') ? 'read' : 'write'),
  waits: false,
  summary: (config) => `${textAt(config, 'method') ?? 'GET'} ${shortened(textAt(config, 'url'), '…')}`,
  inspect(config) {
    const found: ConfigProblem[] = [];
    const url = textAt(config, 'url');
    if (url === undefined || isTemplate(url)) return found;
    const absolute = /^[a-z][a-z0-9+.-]*:/i.test(url);
    if (absolute && !/^https?:\/\/[^/\s]+/i.test(url))
      found.push({
        path: 'url',
        severity: 'error',
        code: 'http.invalid_url',
        message: 'The address must begin with http:// or https://.',
      });
    if (!absolute && textAt(config, 'connection') === undefined) {
      found.push({
        path: 'url',
        severity: 'error',
        code: 'http.invalid_url',
        message: 'A path alone needs a connection with a base address.',
      });
    }
    return found;
  },
  upgrades: [],
});
