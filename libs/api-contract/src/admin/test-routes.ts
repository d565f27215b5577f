import { defineRoutes } from '../route.ts';
import * as tests from './test-schemas.ts';

const w = '/api/v1/workspaces/:workspace';
const f = `${w}/flows/:key`;

/** What stands in for nodes in tests, test cases of flows, and past conversations on the draft. */
export const testRoutes = defineRoutes({
  listPins: {
    method: 'GET',
    path: `${f}/pins`,
    summary: 'Outputs that stand in for nodes in tests',
    access: 'flows.read',
    status: 200,
    response: tests.pinListSchema,
  },
  setPin: {
    method: 'PUT',
    path: `${f}/pins/:nodeId`,
    summary: 'Pin an output to a node of the draft',
    access: 'flows.write',
    body: tests.pinSchema,
    status: 200,
    response: tests.pinSchema,
  },
  deletePin: {
    method: 'DELETE',
    path: `${f}/pins/:nodeId`,
    summary: 'Let a node run in tests again',
    access: 'flows.write',
    status: 204,
  },
  listTests: {
    method: 'GET',
    path: `${f}/tests`,
    summary: 'Test cases of a flow',
    access: 'flows.read',
    status: 200,
    response: tests.testListSchema,
  },
  createTest: {
    method: 'POST',
    path: `${f}/tests`,
    summary: 'Make a test case: as it is given, or from a preview or a past conversation',
    access: 'flows.write',
    body: tests.newTestSchema,
    status: 201,
    response: tests.madeTestSchema,
  },
  changeTest: {
    method: 'PUT',
    path: `${f}/tests/:id`,
    summary: 'Replace a test case',
    access: 'flows.write',
    body: tests.testCaseSchema,
    status: 200,
    response: tests.storedTestSchema,
  },
  deleteTest: {
    method: 'DELETE',
    path: `${f}/tests/:id`,
    summary: 'Delete a test case',
    access: 'flows.write',
    status: 204,
  },
  runTests: {
    method: 'POST',
    path: `${f}/tests/run`,
    summary: 'Run test cases against the draft, all of them without ids',
    access: 'flows.write',
    body: tests.runTestsSchema.optional(),
    status: 200,
    response: tests.testRunSchema,
  },
  conversationTrace: {
    method: 'GET',
    path: `${w}/conversations/:id/trace`,
    summary: 'The steps of a conversation and the flow that it ran, while its trace is kept',
    access: 'conversations.read',
    status: 200,
    response: tests.conversationTraceSchema,
  },
  planReplay: {
    method: 'GET',
    path: `${w}/conversations/:id/replay`,
    summary: 'What replaying a conversation on the draft would do; runs nothing',
    access: 'conversations.read',
    status: 200,
    response: tests.replayPlanSchema,
  },
  replayConversation: {
    method: 'POST',
    path: `${w}/conversations/:id/replay`,
    summary: 'Say the messages of a conversation to the draft, and compare',
    access: 'flows.write',
    body: tests.replaySchema.optional(),
    status: 200,
    response: tests.replayResultSchema,
  },
});
