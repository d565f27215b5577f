import {
  BotStore,
  ConversationRecordStore,
  ConversationStore,
  FileStore,
  FollowStore,
  type HotPool,
  PublishedFlowStore,
  ScheduleStore,
  StopStore,
  TraceStore,
} from '@patchbay/db';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { StateFormats } from '../fan-out/state-formats.ts';
import type { Metrics } from '../platform/health/metrics.ts';
import type { Ids } from '../platform/ids.ts';
import type { DrainList } from '../platform/lifecycle/drain-list.ts';
import type { Readiness } from '../platform/lifecycle/readiness.ts';
import type { Log } from '../platform/log.ts';
import { ChatService } from './chat.service.ts';
import { ConversationAccess } from './conversation-access.ts';
import { ConversationCache } from './conversation-cache.ts';
import { ConversationCloser } from './conversation-closer.ts';
import { ConversationQueue } from './conversation-queue.ts';
import { ConversationSchedule } from './conversation-schedule.ts';
import { DatabaseClock } from './database-clock.ts';
import { FlowPlans } from './flow-plans.ts';
import { FollowConversationService } from './follow-conversation.service.ts';
import { FollowedConversations } from './followed-conversations.ts';
import { FreedElsewhere } from './freed-elsewhere.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { LiveRuns } from './live-runs.ts';
import { OpenConversationService } from './open-conversation.service.ts';
import { OpenStreams } from './open-streams.ts';
import type { OutsideServicesFactory } from './outside-services.ts';
import { Recovery } from './recovery.ts';
import { ReplicatedBus } from './replicated-bus.ts';
import { RunStarter } from './run-starter.ts';
import { StopWatch } from './stop-watch.ts';
import { TakeTurnService } from './take-turn.service.ts';
import { TraceWriter } from './trace-writer.ts';
import { WorkspaceValues } from './workspace-values.ts';

export interface EngineSurroundings {
  pool: HotPool;
  outside: OutsideServicesFactory;
  fanOut: FanOut;
  formats: StateFormats;
  metrics: Metrics;
  readiness: Readiness;
  drains: DrainList;
  ids: Ids;
  log: Log;
}

/** The parts that conversations are made of, put together once: what they have in common (the queue, the runs on their way) is shared by all of them. */
export class ConversationEngine {
  readonly queue = new ConversationQueue();
  readonly records: ConversationRecordStore;
  readonly bots: BotStore;
  readonly files: FileStore;
  readonly access: ConversationAccess;
  readonly chat: ChatService;
  readonly following: FollowConversationService;
  readonly streams: OpenStreams;
  readonly closer: ConversationCloser;
  readonly plans: FlowPlans;
  readonly values: WorkspaceValues;
  readonly schedule: ConversationSchedule;
  readonly outside: OutsideServicesFactory;
  readonly published: PublishedFlowStore;

  constructor({ pool, outside, fanOut, formats, metrics, readiness, drains, ids, log }: EngineSurroundings) {
    const store = new ConversationStore(pool);
    const published = new PublishedFlowStore(pool);
    const timers = new ScheduleStore(pool);
    const bus = new ReplicatedBus(fanOut);
    const { queue } = this;
    const live = new LiveRuns({ onHandedOver: () => fanOut.tell({ kind: 'handover' }) });
    const leases = new LeaseKeeper({ store, ids, log });
    const traces = new TraceWriter({ store: new TraceStore(pool), metrics, log });
    this.outside = outside;
    this.published = published;
    this.records = new ConversationRecordStore(pool);
    this.bots = new BotStore(pool);
    this.files = new FileStore(pool);
    this.plans = new FlowPlans(published);
    this.values = new WorkspaceValues(published);
    this.streams = new OpenStreams({ metrics, readiness });
    const followed = new FollowedConversations({ store, states: new FollowStore(pool), bus, live, fanOut, log });
    const stops = new StopWatch({ stops: new StopStore(pool), live, fanOut, log });
    this.following = new FollowConversationService({ store, followed });
    const { records, bots, plans, values, following } = this;
    const starter = new RunStarter({
      ...{ store, records, values, bus, fanOut, formats, live, leases, traces, outside, metrics, ids, log },
      onTimer: (at) => this.schedule.wakeAt(at),
    });
    const recovery = new Recovery({ store, schedule: timers, plans, queue, live, leases, starter, bus, formats, log });
    const cache = new ConversationCache();
    const clock = new DatabaseClock();
    const access = new ConversationAccess({ store, bots, cache, clock });
    this.access = access;
    const opening = new OpenConversationService({ bots, store, plans, queue, live, starter, formats, ids });
    const turns = new TakeTurnService({
      access,
      cache,
      store,
      records,
      files: this.files,
      plans,
      queue,
      live,
      recovery,
      freed: new FreedElsewhere(fanOut),
      starter,
      values,
      ids,
    });
    this.closer = new ConversationCloser({ store, records, schedule: timers, live, bus, formats });
    this.schedule = new ConversationSchedule({
      ...{ schedule: timers, store, plans, queue, recovery, starter, log },
      closer: this.closer,
    });
    fanOut.onSignal((signal) => {
      if (signal.kind === 'handover') this.schedule.lookNow();
      if (signal.kind === 'epoch') cache.forgetWorkspace(signal.workspaceId);
    });
    this.chat = new ChatService({ access, opening, turns, following, records, live, stops });
    for (const part of [this.schedule, live, this.streams, followed, stops, leases, traces]) drains.add(part);
  }
}
