import type { ChatFile } from '@patchbay/api-contract';
import type { FileStore } from '@patchbay/db';
import type { UploadSettings } from '@patchbay/flow-spec';
import { validate } from 'uuid';
import type { ConversationAccess, Credentials } from '../conversations/conversation-access.ts';
import { chatProblems } from '../conversations/chat-problems.ts';
import type { FlowPlans } from '../conversations/flow-plans.ts';
import { isOnline } from '../conversations/run-starter.ts';
import { LIMITS } from '../limits/limits.ts';
import { problems } from '../platform/http/problems.ts';
import type { Ids } from '../platform/ids.ts';
import { checkedFile, requireUploads } from './checked-file.ts';
import { fileProblems } from './file-problems.ts';
import type { Upload } from './read-upload.ts';

interface ChatFilesParts {
  access: ConversationAccess;
  plans: FlowPlans;
  files: FileStore;
  ids: Ids;
}

interface Place {
  workspaceId: string;
  conversationId: string;
}

/** A conversation that takes a file, and what its bot takes. */
export type UploadPlace = Place & { settings: UploadSettings };

export type StoredFile = ChatFile & { content: Buffer };

/** Files that users send along. */
export class ChatFiles {
  readonly #parts: ChatFilesParts;

  constructor(parts: ChatFilesParts) {
    this.#parts = parts;
  }

  /** Asked before a byte of it is read. Throws what `ConversationAccess` does, 409 where the bot is offline, 415 where it takes no files. */
  async place(credentials: Credentials): Promise<UploadPlace> {
    const { access, plans } = this.#parts;
    const { conversation, bot } = await access.load({ ...credentials, key: '', read: true });
    const { workspaceId, flowId, epoch } = bot;
    const planned = isOnline(bot) ? await plans.current({ workspaceId, flowId, epoch }) : undefined;
    if (!planned) throw chatProblems.offline();
    const settings = requireUploads(planned.plan.main.uploads);
    return { workspaceId: conversation.workspaceId, conversationId: conversation.id, settings };
  }

  async keep({ place, upload }: { place: UploadPlace; upload: Upload }): Promise<ChatFile> {
    const { files, ids } = this.#parts;
    const { workspaceId, conversationId, settings } = place;
    const { content, text, ...described } = await checkedFile({ upload, settings });
    const file = { id: ids.next(), ...described };
    const kept = await files.add({
      ...{ workspaceId, conversationId, content },
      file: { ...file, text },
      room: LIMITS.files.room,
    });
    if (kept === 'conversation full') throw fileProblems.conversationFull();
    if (kept === 'workspace full') throw fileProblems.workspaceFull();
    return file;
  }

  /** Throws 404 for what is no file of the conversation. */
  async read(credentials: Credentials, fileId: string): Promise<StoredFile> {
    const { conversation } = await this.#parts.access.load({ ...credentials, key: '', read: true });
    return this.readIn({ workspaceId: conversation.workspaceId, conversationId: conversation.id, fileId });
  }

  async readIn({ workspaceId, conversationId, fileId }: Place & { fileId: string }): Promise<StoredFile> {
    const file = validate(fileId)
      ? await this.#parts.files.read({ workspaceId, conversationId, id: fileId })
      : undefined;
    if (!file) throw problems.notFound('The file');
    return file;
  }
}
