import { FanOut } from './fan-out.ts';
import { Inject, Injectable } from '@nestjs/common';

/** Tells the other processes that what conversations of a workspace read live has changed: they need not go by what they remember, only to be refused by its epoch. */
@Injectable()
export class WorkspaceChanges {
  readonly #fanOut: FanOut;

  constructor(@Inject(FanOut) fanOut: FanOut) {
    this.#fanOut = fanOut;
  }

  /** Resolves with what the change gave, once it is committed and told. */
  async after<Result>({ workspaceId, change }: { workspaceId: string; change: Promise<Result> }): Promise<Result> {
    const result = await change;
    this.#fanOut.tell({ kind: 'epoch', workspaceId });
    return result;
  }
}
