import type { ChoiceSpec, FeedbackSpec, FormSpec, ProblemDocument, TableSpec } from '@patchbay/api-contract/chat';
import type { JSX } from 'react';
import type { ComponentItem } from '../conversation-state.ts';
import type { ViewTexts } from '../view-texts.ts';
import { ChoiceComponent } from './choice-component.tsx';
import { FeedbackComponent } from './feedback-component.tsx';
import { FormComponent } from './form-component.tsx';
import { TableComponent } from './table-component.tsx';

interface Props {
  item: ComponentItem;
  texts: ViewTexts;
  disabled: boolean;
  submit(values: Record<string, unknown>): Promise<ProblemDocument | undefined>;
  cancel(): void;
  sendText(text: string): void;
}

/** Draws a component by its kind; one that this release does not know is passed over, as the contract asks of clients. */
export function ConversationComponent(props: Props): JSX.Element | null {
  switch (props.item.component) {
    case 'choice':
      return <ChoiceComponent {...props} spec={specOf<ChoiceSpec>(props.item)} />;
    case 'form':
      return <FormComponent {...props} spec={specOf<FormSpec>(props.item)} />;
    case 'table':
      return <TableComponent {...props} spec={specOf<TableSpec>(props.item)} />;
    case 'feedback':
      return <FeedbackComponent {...props} spec={specOf<FeedbackSpec>(props.item)} />;
    default:
      return null;
  }
}

// The server makes specs by the schemas of api-contract, whose check would cost the page a schema library; what is drawn of them are texts.
function specOf<Spec>(item: ComponentItem): Spec {
  return item.spec as Spec;
}
