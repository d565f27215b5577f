import type { useReactFlow } from '@xyflow/react';
import { localise, textsOf } from '@patchbay/texts';
import { notifyError } from '../api/notify.ts';
import { type Place, placeOperations } from '../canvas/place-operations.ts';
import { type Alignment, alignItems } from '../edits/align-items.ts';
import { boxesOf } from '../edits/board.ts';
import { framesAround, withCarried, withContents } from '../edits/frame-contents.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { tidyLayout } from '../layout/tidy-layout.ts';
import { chosenIn } from './chosen-in.ts';
import type { Command } from './command.ts';

const alignments: [Alignment, string][] = [
  ['left', 'Align left edges'],
  ['centre', 'Align centres'],
  ['right', 'Align right edges'],
  ['top', 'Align tops'],
  ['middle', 'Align middles'],
  ['bottom', 'Align bottoms'],
  ['across', 'Distribute across'],
  ['down', 'Distribute down'],
];

/** Where things stand: laid out, put in line, moved by the keys. */
export function arrangeCommands({
  store,
  flow,
}: {
  store: EditorStore;
  flow: ReturnType<typeof useReactFlow>;
}): Command[] {
  const t = textsOf('commands');
  const place = (places: ReadonlyMap<string, Place>, label: string) =>
    store.apply(placeOperations({ document: store.document, places }), { label });
  const tidy = async (ids?: ReadonlySet<string>) => {
    const document = store.document;
    const places = await tidyLayout({ document, ids });
    place(
      new Map<string, Place>([...places, ...framesAround({ document, places })]),
      ids ? t('laidOut', { count: places.size }) : t('laidOutTheFlow'),
    );
    if (!ids) requestAnimationFrame(() => void flow.fitView({ maxZoom: 1, padding: 0.12, duration: 250 }));
  };
  const shift = (x: number, y: number) => () => {
    const { document } = store;
    const boxes = boxesOf({ document, ids: withContents({ document, ids: store.state.selection }) });
    const places = new Map(boxes.map((box) => [box.id, { x: box.x + x, y: box.y + y }]));
    store.apply(placeOperations({ document: store.document, places }), {
      mergeKey: `shift ${[...store.state.selection].join(' ')}`,
    });
  };
  const chosenBoxes = () => boxesOf({ document: store.document, ids: store.state.selection });
  return [
    {
      id: 'tidy',
      label: t('tidyUpTheWholeFlow'),
      group: 'Arrange',
      keys: ['shift+l'],
      edits: true,
      run: () => void tidy().catch(notifyError),
    },
    {
      id: 'tidy-selection',
      label: t('tidyUpWhatIsSelected'),
      group: 'Arrange',
      keys: ['l'],
      edits: true,
      fits: () => chosenIn({ document: store.document, selection: store.state.selection }).nodes.length > 1,
      run: () => void tidy(new Set(store.state.selection)).catch(notifyError),
    },
    ...alignments.map(
      ([to, label]): Command => ({
        id: `align-${to}`,
        label: localise(label),
        group: 'Arrange',
        edits: true,
        fits: () => chosenBoxes().length >= (to === 'across' || to === 'down' ? 3 : 2),
        run: () => {
          const places = alignItems({ items: chosenBoxes(), to });
          place(withCarried({ document: store.document, places }), label);
        },
      }),
    ),
    {
      id: 'move-right',
      label: t('moveToTheRight'),
      group: 'Arrange',
      keys: ['alt+arrowright'],
      hidden: true,
      edits: true,
      run: shift(10, 0),
    },
    {
      id: 'move-left',
      label: t('moveToTheLeft'),
      group: 'Arrange',
      keys: ['alt+arrowleft'],
      hidden: true,
      edits: true,
      run: shift(-10, 0),
    },
    {
      id: 'move-up',
      label: t('moveUp'),
      group: 'Arrange',
      keys: ['alt+arrowup'],
      hidden: true,
      edits: true,
      run: shift(0, -10),
    },
    {
      id: 'move-down',
      label: t('moveDown'),
      group: 'Arrange',
      keys: ['alt+arrowdown'],
      hidden: true,
      edits: true,
      run: shift(0, 10),
    },
  ];
}
