import type { ChatCredentials } from '@patchbay/api-contract/chat';
import type { DraftValues } from './drafts.ts';
import type { UnsentMessage } from './outbox.ts';

/** Where the credentials of a conversation are kept between visits of the page, and what was typed and perhaps not sent. */
export interface CredentialStore {
  read(): ChatCredentials | undefined;
  write(credentials: ChatCredentials | undefined): void;
  readUnsent?(conversationId: string): UnsentMessage[];
  writeUnsent?(conversationId: string, messages: UnsentMessage[]): void;
  readDrafts?(conversationId: string): DraftValues;
  writeDrafts?(conversationId: string, drafts: DraftValues): void;
}
