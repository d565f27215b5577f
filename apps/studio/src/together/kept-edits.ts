import { operationSchema } from '@patchbay/flow-spec';
import { z } from 'zod';
import type { PendingBatch } from '../editor/draft-entry.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import type { Choice } from './choice.ts';
import type { RecentEdit } from './recent-edits.ts';

/** How often a tab says that it lives. Milliseconds. */
export const BEAT_MS = 4_000;

const operations = z.array(operationSchema);
const choice = z.object({
  ...{ unit: z.string(), kind: z.enum(['value', 'taken', 'kept', 'written']), by: z.string().nullable() },
  byUser: z.string().nullish(),
  ...{ field: z.string().optional(), nodeId: z.string().optional() },
  ...{ node: z.string().optional(), into: z.string().optional() },
  ...{ mineLabel: z.string(), theirsLabel: z.string(), mine: z.unknown().optional(), theirs: z.unknown().optional() },
  ...{ stands: z.enum(['mine', 'theirs']), other: operations },
});
const kept = z.object({
  userId: z.string(),
  at: z.number(),
  left: z.boolean().optional(),
  hidden: z.boolean().optional(),
  revision: z.number(),
  pending: z.array(z.object({ clientId: z.string(), operations })),
  choices: z.array(choice),
  recent: z.array(z.object({ revision: z.number(), operations, at: z.number() })).optional(),
});

/** What a tab had not saved, or not decided, when it ended, and what it saved last: who wrote over that without having seen it is asked about. */
export interface KeptEdits {
  revision: number;
  pending: PendingBatch[];
  choices: Choice[];
  recent: RecentEdit[];
}

/** And what the tab said of itself: when it last did, whether it had left the flow, and whether it was out of sight. */
interface KeptByTab extends KeptEdits {
  userId: string;
  /** Epoch, ms. */
  at: number;
  left?: boolean | undefined;
  hidden?: boolean | undefined;
}

/** Whose edits, and of which flow: keys of flows are a workspace's own. */
export interface Whose {
  workspace: string;
  flowKey: string;
  userId: string;
}

const ALL = 'patchbay.kept.';
/** What the names begin with under which it is kept. */
export const prefixOf = ({ workspace, flowKey, userId }: Whose) => `${ALL}${userId}.${workspace}.${flowKey}.`;
/** Under which an earlier release kept the edits of everybody. */
export const formerPrefixOf = ({ workspace, flowKey }: Whose) => `${ALL}${workspace}.${flowKey}.`;

/** All edits that this browser keeps, of whomever, and the flow that each is of. */
export function allKept(): { workspace: string; flowKey: string; edits: KeptByTab }[] {
  try {
    return Object.keys(localStorage).flatMap((name) => {
      const edits = name.startsWith(ALL) ? parseKeptEdits(localStorage.getItem(name) ?? '') : undefined;
      if (!edits) return [];
      const place = name.slice(ALL.length);
      const own = `${edits.userId}.`;
      const [workspace = '', flowKey = ''] = (place.startsWith(own) ? place.slice(own.length) : place).split('.');
      return [{ workspace, flowKey, edits }];
    });
  } catch {
    return [];
  }
}

export function parseKeptEdits(text: string): KeptByTab | undefined {
  try {
    const parsed = kept.parse(JSON.parse(text));
    const choices = parsed.choices.map(
      (one): Choice => ({ ...one, field: one.field, nodeId: one.nodeId, mine: one.mine, theirs: one.theirs }),
    );
    return { ...parsed, choices, recent: parsed.recent ?? [] };
  } catch {
    return undefined;
  }
}

/** `leaving`: says so, with what was saved last, which is kept when the tab ends and not with each key. */
export function keptEditsText({
  store,
  userId,
  at,
  leaving = false,
  hidden = false,
}: {
  store: EditorStore;
  userId: string;
  at: number;
  leaving?: boolean;
  hidden?: boolean;
}): string {
  const { revision, pending } = store;
  const last = leaving ? { left: true, recent: store.recent.lately(Date.now()) } : {};
  return JSON.stringify({ userId, at, hidden, revision, pending, choices: store.state.choices, ...last });
}
