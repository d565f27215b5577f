import type { ConfigOf, NeedsOf, NodeHandler } from '@patchbay/node-kit';
import { choiceHandler } from './choice/handler.ts';
import { conditionHandler } from './condition/handler.ts';
import { endHandler } from './end/handler.ts';
import { feedbackHandler } from './feedback/handler.ts';
import { formHandler } from './form/handler.ts';
import { httpHandler } from './http/handler.ts';
import { llmHandler } from './llm/handler.ts';
import { loopHandler } from './loop/handler.ts';
import { messageHandler } from './message/handler.ts';
import { questionHandler } from './question/handler.ts';
import { scriptHandler } from './script/handler.ts';
import { setHandler } from './set/handler.ts';
import { startHandler } from './start/handler.ts';
import { subflowHandler } from './subflow/handler.ts';
import { tableHandler } from './table/handler.ts';
import { waitHandler } from './wait/handler.ts';
import type { definitionsByType } from './definitions.ts';

type Definitions = typeof definitionsByType;

/** A handler for every node type, typed from its definition. */
export const nodeHandlers: {
  [Type in keyof Definitions]: NodeHandler<ConfigOf<Definitions[Type]>, NeedsOf<Definitions[Type]>>;
} = {
  start: startHandler,
  message: messageHandler,
  question: questionHandler,
  choice: choiceHandler,
  form: formHandler,
  table: tableHandler,
  set: setHandler,
  condition: conditionHandler,
  loop: loopHandler,
  wait: waitHandler,
  subflow: subflowHandler,
  script: scriptHandler,
  http: httpHandler,
  llm: llmHandler,
  feedback: feedbackHandler,
  end: endHandler,
};
