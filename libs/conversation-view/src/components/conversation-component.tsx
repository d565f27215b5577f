import type {
  ChoiceSpec,
  FeedbackSpec,
  FormSpec,
  ProblemDocument,
  TableSpec,
  TurnRequest,
} from '@patchbay/api-contract/chat';
import { type JSX, useRef, useState } from 'react';
import type { ComponentItem } from '../conversation-state.ts';
import type { Drafts } from '../drafts.ts';
import { problemText } from '../problem-text.ts';
import type { ViewTexts } from '../view-texts.ts';
import { ChoiceComponent } from './choice-component.tsx';
import type { ComponentProps } from './component-props.ts';
import { FeedbackComponent } from './feedback-component.tsx';
import { FormComponent } from './form-component.tsx';
import { TableComponent } from './table-component.tsx';

interface Props {
  item: ComponentItem;
  texts: ViewTexts;
  readOnly: boolean;
  drafts: Drafts;
  send(turn: TurnRequest): Promise<ProblemDocument | undefined>;
  sendText(text: string): Promise<unknown>;
}

/** A component in its conversation: sent once at a time, and what was refused is told below it. */
export function ConversationComponent({ item, texts, readOnly, drafts, send, sendText }: Props): JSX.Element {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<ProblemDocument>();
  const place = useRef<HTMLDivElement>(null);

  async function deliver(turn: TurnRequest): Promise<ProblemDocument | undefined> {
    // What is sent is drawn anew: whoever is in it with the keyboard stays at this place.
    if (place.current?.contains(document.activeElement)) place.current.focus({ preventScroll: true });
    setSending(true);
    setProblem(undefined);
    const refused = await send(turn);
    setSending(false);
    setProblem(refused);
    return refused;
  }
  const parts = {
    item,
    texts,
    drafts,
    disabled: sending || readOnly,
    submit: (values: Record<string, unknown>) => deliver({ submit: { componentId: item.id, values } }),
    cancel: () => void deliver({ cancel: { componentId: item.id } }),
    sendText: (text: string) => {
      setSending(true);
      void sendText(text).then(() => setSending(false));
    },
  };
  return (
    <div ref={place} className="pb-component" tabIndex={-1}>
      <Drawn {...parts} />
      {/* A form shows what was refused at its fields. */}
      {item.open && problem && !(item.component === 'form' && problem.issues) ? (
        <p className="pb-error" role="alert">
          {problemText({ problem, texts })}
        </p>
      ) : null}
    </div>
  );
}

// Draws a component by its kind; one that this release does not know is passed over, as the contract asks of clients.
function Drawn(props: Omit<ComponentProps<unknown>, 'spec'>): JSX.Element | null {
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
