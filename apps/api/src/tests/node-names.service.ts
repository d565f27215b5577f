import { Inject, Injectable } from '@nestjs/common';
import { type TestCase, testCaseSchema } from '@patchbay/api-contract';
import { CommentRepository, FlowTestRepository } from '@patchbay/db';
import type { Operation } from '@patchbay/flow-spec';

/** Keeps what is pinned to nodes, what tests say of them, and what people do, with nodes that are renamed. */
@Injectable()
export class NodeNamesService {
  readonly #store: FlowTestRepository;

  readonly #comments: CommentRepository;

  constructor(
    @Inject(FlowTestRepository) store: FlowTestRepository,
    @Inject(CommentRepository) comments: CommentRepository,
  ) {
    this.#store = store;
    this.#comments = comments;
  }

  /** To be called in the transaction of the change. Gives whether threads of comments have moved. */
  async follow({
    operations,
    ...flow
  }: {
    workspaceId: string;
    flowId: string;
    operations: readonly Operation[];
  }): Promise<{ threads: boolean }> {
    const names = operations.flatMap((operation) =>
      operation.type === 'node.rename' && operation.id !== operation.to
        ? [{ from: operation.id, to: operation.to }]
        : [],
    );
    if (names.length === 0) return { threads: false };
    await this.#store.renamePins({ ...flow, names });
    const nameNow = (name: string) => names.reduce((now, { from, to }) => (now === from ? to : now), name);
    await this.#store.rewriteTests({
      ...flow,
      rewrite: (body) => JSON.stringify(renamed({ test: testCaseSchema.parse(JSON.parse(body)), nameNow })),
    });
    let moved = 0;
    for (const name of names) moved += await this.#comments.moveNode({ ...flow, ...name });
    return { threads: moved > 0 };
  }
}

function renamed({ test, nameNow }: { test: TestCase; nameNow(name: string): string }): TestCase {
  return {
    ...test,
    turns: test.turns.map((turn) => (turn.path ? { ...turn, path: turn.path.map(nameNow) } : turn)),
    pins: Object.fromEntries(Object.entries(test.pins).map(([name, list]) => [nameNow(name), list])),
  };
}
