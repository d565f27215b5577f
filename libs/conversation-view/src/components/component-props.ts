import type { ProblemDocument } from '@patchbay/api-contract/chat';
import type { ComponentItem } from '../conversation-state.ts';
import type { Drafts } from '../drafts.ts';
import type { ViewTexts } from '../view-texts.ts';

/** What each component of a conversation is drawn from. `submit` gives the refusal, when there is one. */
export interface ComponentProps<Spec> {
  item: ComponentItem;
  spec: Spec;
  texts: ViewTexts;
  drafts: Drafts;
  /** While it is being sent, and in a record that is only read. */
  disabled: boolean;
  submit(values: Record<string, unknown>): Promise<ProblemDocument | undefined>;
  cancel(): void;
  sendText(text: string): void;
}
