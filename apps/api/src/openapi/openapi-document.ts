import {
  adminRoutes,
  chatEventSchema,
  chatFileSchema,
  openConversationSchema,
  problemDocumentSchema,
  type Route,
  turnRequestSchema,
} from '@patchbay/api-contract';
import { PRODUCT_VERSION } from '@patchbay/flow-spec';
import { z } from 'zod';

type Json = { [key: string]: unknown };

/** The OpenAPI document, made from the route table and the schemas that calls are checked by. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, route] of Object.entries<Route>(adminRoutes)) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation({ name, route }) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patchbay',
      version: PRODUCT_VERSION,
      description: 'Administration under /api/v1, chat for end users under /api/chat.',
    },
    paths: { ...paths, ...chatPaths() },
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'patchbay_session',
          description: 'Writes send x-csrf-token too.',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of a workspace.' },
        conversation: { type: 'http', scheme: 'bearer', description: 'The token of a conversation.' },
      },
      schemas: { Problem: schemaOf(problemDocumentSchema, 'output'), ChatEvent: schemaOf(chatEventSchema, 'output') },
    },
  };
}

function operation({ name, route }: { name: string; route: Route }): Json {
  const parameters = [...route.path.matchAll(/:([a-zA-Z]+)/g)].map(
    ([, key]): Json => ({ name: key, in: 'path', required: true, schema: { type: 'string' } }),
  );
  const query = route.query ? schemaOf(route.query, 'input') : undefined;
  const properties: unknown = query?.properties;
  if (typeof properties === 'object' && properties !== null) {
    const required: unknown[] = Array.isArray(query?.required) ? query.required : [];
    for (const [key, schema] of Object.entries(properties))
      parameters.push({ name: key, in: 'query', required: required.includes(key), schema });
  }
  return {
    operationId: name,
    summary: route.summary,
    description: `Access: ${route.access}`,
    tags: [route.path.split('/')[5] ?? route.path.split('/')[3] ?? 'api'],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: jsonContent(schemaOf(route.body, 'input')) } : {}),
    ...(route.access === 'public' ? {} : { security: [{ session: [] }, { apiKey: [] }] }),
    responses: {
      [route.status]: {
        description: 'Success',
        ...(route.response ? jsonContent(schemaOf(route.response, 'output')) : {}),
      },
      default: problemResponse,
    },
  };
}

const problemResponse: Json = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function chatPaths(): Record<string, Json> {
  const bot = { name: 'bot', in: 'path', required: true, schema: { type: 'string' } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const turnId = { name: 'turnId', in: 'path', required: true, schema: { type: 'string' } };
  const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } };
  const events = {
    type: 'object',
    properties: { events: { type: 'array', items: { $ref: '#/components/schemas/ChatEvent' } } },
  };
  const answer = (status: number) => ({
    [status]: { description: 'Success; an event stream with Accept: text/event-stream', ...jsonContent(events) },
    default: problemResponse,
  });
  const security = [{ conversation: [] }];
  const base = '/api/chat/{bot}/conversations';
  return {
    [base]: {
      post: {
        operationId: 'openConversation',
        tags: ['chat'],
        summary: 'Open a conversation',
        parameters: [bot, key],
        requestBody: jsonContent(schemaOf(openConversationSchema, 'input')),
        responses: answer(201),
      },
    },
    [`${base}/{id}/turns`]: {
      post: {
        operationId: 'takeTurn',
        tags: ['chat'],
        summary: 'A user’s turn',
        parameters: [bot, id, key],
        requestBody: jsonContent(schemaOf(turnRequestSchema, 'input')),
        security,
        responses: answer(200),
      },
    },
    [`${base}/{id}/turns/{turnId}/stop`]: {
      post: {
        operationId: 'stopTurn',
        tags: ['chat'],
        summary: 'Stop the writing of an answer',
        parameters: [bot, id, turnId],
        security,
        responses: { 202: { description: 'Stopped' }, default: problemResponse },
      },
    },
    [`${base}/{id}/files`]: {
      post: {
        operationId: 'uploadFile',
        tags: ['chat'],
        summary: 'Give the conversation a file that a turn may name',
        parameters: [bot, id],
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['file'],
                properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
              },
            },
          },
        },
        security,
        responses: {
          201: { description: 'Kept', ...jsonContent(schemaOf(chatFileSchema, 'output')) },
          default: problemResponse,
        },
      },
    },
    [`${base}/{id}/files/{fileId}`]: {
      get: {
        operationId: 'downloadFile',
        tags: ['chat'],
        summary: 'A file of the conversation, as an attachment',
        parameters: [bot, id, { name: 'fileId', in: 'path', required: true, schema: { type: 'string' } }],
        security,
        responses: {
          200: {
            description: 'Its bytes',
            content: { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } },
          },
          default: problemResponse,
        },
      },
    },
    [`${base}/{id}/events`]: {
      get: {
        operationId: 'readEvents',
        tags: ['chat'],
        summary: 'Events since',
        parameters: [bot, id, { name: 'after', in: 'query', schema: { type: 'integer' } }],
        security,
        responses: answer(200),
      },
    },
  };
}

function jsonContent(schema: Json): Json {
  return { content: { 'application/json': { schema } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
