import type { FlowDocument, Position } from './flow-document.ts';
import { CARD_STEP, freePlace } from './free-place.ts';
import type { Operation } from './operation.ts';

const texts = new Map([
  ['en', 'Sorry, something went wrong. Please try again later.'],
  ['de', 'Leider ist etwas schiefgegangen. Bitte versuchen Sie es später noch einmal.'],
]);
const ENGLISH = 'en';

/** Adds a message that says that something went wrong, in the languages of the flow as far as they are known, and leads a port to it. */
export function errorMessage({
  document,
  from,
  id,
}: {
  document: FlowDocument;
  from: { node: string; port: string };
  id: string;
}): Operation[] {
  const text = textIn(document.language ?? ENGLISH) ?? texts.get(ENGLISH);
  const position = placeBeside({ document, node: from.node });
  const translations = Object.keys(document.translations ?? {}).flatMap((language): Operation[] => {
    const value = textIn(language);
    return value === undefined || value === text
      ? []
      : [{ type: 'translation.set', language, path: `${id}.text`, value }];
  });
  return [
    { type: 'node.add', node: { id, type: 'message', config: { text } }, ...(position ? { position } : {}) },
    { type: 'edge.add', edge: { from: from.node, port: from.port, to: id } },
    ...translations,
  ];
}

function textIn(language: string): string | undefined {
  return texts.get(language.split('-')[0]?.toLowerCase() ?? '');
}

// To the right and below, where no card is: the way on mostly goes straight.
function placeBeside({ document, node }: { document: FlowDocument; node: string }): Position | undefined {
  const from = document.layout?.[node];
  return from && freePlace({ document, near: { x: from.x + CARD_STEP.x, y: from.y + CARD_STEP.y } });
}
