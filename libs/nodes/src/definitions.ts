import { createNodeRegistry, type NodeDefinition } from '@patchbay/node-kit';
import { choiceDefinition } from './choice/definition.ts';
import { conditionDefinition } from './condition/definition.ts';
import { endDefinition } from './end/definition.ts';
import { feedbackDefinition } from './feedback/definition.ts';
import { formDefinition } from './form/definition.ts';
import { httpDefinition } from './http/definition.ts';
import { llmDefinition } from './llm/definition.ts';
import { loopDefinition } from './loop/definition.ts';
import { messageDefinition } from './message/definition.ts';
import { questionDefinition } from './question/definition.ts';
import { scriptDefinition } from './script/definition.ts';
import { setDefinition } from './set/definition.ts';
import { startDefinition } from './start/definition.ts';
import { subflowDefinition } from './subflow/definition.ts';
import { tableDefinition } from './table/definition.ts';
import { waitDefinition } from './wait/definition.ts';

/** Every node type, once, in the order of the palette. Definitions by type, so that a handler that is missing is a compile error. */
export const definitionsByType = {
  start: startDefinition,
  message: messageDefinition,
  question: questionDefinition,
  choice: choiceDefinition,
  form: formDefinition,
  table: tableDefinition,
  set: setDefinition,
  condition: conditionDefinition,
  loop: loopDefinition,
  wait: waitDefinition,
  subflow: subflowDefinition,
  script: scriptDefinition,
  http: httpDefinition,
  llm: llmDefinition,
  feedback: feedbackDefinition,
  end: endDefinition,
};

export const nodeDefinitions: readonly NodeDefinition[] = Object.values(definitionsByType);

export const nodeRegistry = createNodeRegistry(nodeDefinitions);
