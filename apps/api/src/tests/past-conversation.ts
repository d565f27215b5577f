import type { ConversationRecordStore, FileStore } from '@patchbay/db';
import type { StepTrace } from '@patchbay/runtime';
import { validate } from 'uuid';
import type { FollowConversationService } from '../conversations/follow-conversation.service.ts';
import { problems } from '../platform/http/problems.ts';
import type { RecordedRun } from './recorded-run.ts';
import { filesOf, type ToldEvent } from './what-was-said.ts';

export interface PastConversation {
  flowId: string;
  flowKey: string;
  version: number | null;
  /** In which its user was. */
  locale: string;
  timezone: string;
  runs: (RecordedRun & { at: string })[];
  /** Whether the steps of its runs are kept. */
  traced: boolean;
  /** How the text of one of its files begins; undefined for what is no text, or gone. */
  textOf(fileId: string): string | undefined;
}

/** A conversation that somebody had, run by run, with the steps of each as far as they are still kept. Throws 404. */
export async function readPast(options: {
  records: ConversationRecordStore;
  following: FollowConversationService;
  files: FileStore;
  workspaceId: string;
  conversationId: string;
}): Promise<PastConversation> {
  const { records, following, files, workspaceId, conversationId } = options;
  const place = { workspaceId, conversationId };
  const flow = validate(conversationId) ? await records.flowOf(place) : undefined;
  if (!flow) throw problems.notFound('The conversation');
  const [stored, traces] = await Promise.all([following.eventsAfter({ ...place, after: 0 }), records.traces(place)]);
  const events: (ToldEvent & { at: string; turnId: string | null })[] = stored.map(({ json }) => JSON.parse(json));
  const runs: PastConversation['runs'] = [];
  // One run at a time: a turn's events stand together, and what no turn caused belongs to the run of that moment.
  const own = traces.filter((trace) => trace.turnId === null);
  const runOf = (event: (typeof events)[number]) => {
    if (event.turnId !== null) return event.turnId;
    const index = own.findLastIndex((trace) => trace.at.toISOString() <= event.at);
    return `by itself ${index}`;
  };
  const groups = Map.groupBy(events, runOf);
  for (const [name, group] of groups) {
    const turnId = group[0]?.turnId ?? null;
    const ofRun =
      turnId === null
        ? own.slice(Number(name.split(' ').at(-1)), Number(name.split(' ').at(-1)) + 1)
        : traces.filter((trace) => trace.turnId === turnId);
    // Whoever took a run over has the steps of each process in a trace of its own.
    const steps: StepTrace[] = ofRun.flatMap((trace): StepTrace[] => JSON.parse(trace.steps));
    runs.push({ turnId, events: group, steps, at: group[0]?.at ?? '' });
  }
  const sent = events.flatMap((event) => filesOf(event).map((file) => file.id));
  const rows = sent.length > 0 ? await files.describe({ ...place, ids: sent }) : [];
  const texts = new Map(rows.map((row) => [row.id, row.text ?? undefined]));
  return { ...flow, runs, traced: traces.length > 0, textOf: (fileId) => texts.get(fileId) };
}
