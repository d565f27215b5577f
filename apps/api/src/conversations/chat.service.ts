import type { ConversationRecordStore } from '@patchbay/db';
import { validate } from 'uuid';
import { problems } from '../platform/http/problems.ts';
import type { ChatAnswer } from './chat-answer.ts';
import type { ConversationAccess, Credentials } from './conversation-access.ts';
import type { FollowConversationService } from './follow-conversation.service.ts';
import type { LiveRuns } from './live-runs.ts';
import type { StopWatch } from './stop-watch.ts';
import type { OpenConversationService } from './open-conversation.service.ts';
import type { TakeTurnService } from './take-turn.service.ts';

interface ChatParts {
  access: ConversationAccess;
  opening: OpenConversationService;
  turns: TakeTurnService;
  following: FollowConversationService;
  records: ConversationRecordStore;
  live: LiveRuns;
  stops: StopWatch;
}

/** What end users' clients can do, in one place. */
export class ChatService {
  readonly #parts: ChatParts;

  constructor(parts: ChatParts) {
    this.#parts = parts;
  }

  open(request: Parameters<OpenConversationService['open']>[0]): Promise<ChatAnswer> {
    return this.#parts.opening.open(request);
  }

  take(call: Parameters<TakeTurnService['take']>[0]): Promise<ChatAnswer> {
    return this.#parts.turns.take(call);
  }

  /** Ends the writing of an answer. A turn that has ended is left as it is. */
  async stop({ credentials, turnId }: { credentials: Credentials; turnId: string }): Promise<void> {
    const { live, records, stops } = this.#parts;
    const { conversation } = await this.#parts.access.load({ ...credentials, key: '', read: true });
    const place = { workspaceId: conversation.workspaceId, conversationId: conversation.id };
    const isRunning = conversation.runningTurn === turnId || live.get(place.conversationId)?.run.turnId === turnId;
    if (isRunning) return stops.stop({ ...place, turnId });
    if (!validate(turnId) || !(await records.turnExists({ ...place, turnId }))) throw problems.notFound('The turn');
  }

  /** The conversation that the credentials are for. */
  async find(credentials: Credentials): Promise<{ workspaceId: string; conversationId: string }> {
    const { conversation } = await this.#parts.access.load({ ...credentials, key: '', read: true });
    return { workspaceId: conversation.workspaceId, conversationId: conversation.id };
  }

  eventsAfter(options: Parameters<FollowConversationService['eventsAfter']>[0]) {
    return this.#parts.following.eventsAfter(options);
  }

  follow(options: Parameters<FollowConversationService['follow']>[0]): Promise<void> {
    return this.#parts.following.follow(options);
  }
}
