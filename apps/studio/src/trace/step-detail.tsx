import { Text } from '@mantine/core';
import type { Step } from '@patchbay/api-contract';
import type { FlowNode } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type JSX, memo, useMemo } from 'react';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { isSameValue } from './is-same-value.ts';
import { outletLabel } from './outlet-label.ts';
import { partsOfStep, type StepPart } from './parts-of-step.ts';
import { ValueTree } from './value-tree.tsx';
import { noteCuts } from './whole-lengths.ts';

interface Props {
  step: Step;
  /** As the flow has it, where that is at hand. */
  node?: FlowNode | undefined;
  /** What it read, by path, where that is known. */
  reads?: Record<string, unknown> | undefined;
  /** The same run of another conversation that this one is compared with. */
  then?: { step: Step; reads?: Record<string, unknown> | undefined } | undefined;
}

/** All that is known of a run of a node: what came in, what came out, logs and tokens. */
export const StepDetail = memo(function StepDetail({ step, node, reads, then }: Props): JSX.Element {
  const t = useTexts('trace');
  const definition = nodeRegistry.get(step.nodeType);
  // Of steps that no test of the editor told, as those of test cases.
  useMemo(() => {
    noteCuts(step);
    if (then) noteCuts(then.step);
  }, [step, then]);
  const partsOf = ({ step: of, reads: read }: NonNullable<Props['then']>) =>
    partsOfStep({ step: of, definition, node, reads: read, left: outletLabel({ step: of, node, definition }), t });
  const now = partsOf({ step, reads });
  const before = then && partsOf(then);
  return (
    <>
      {(['came', 'gave', 'more'] as const).map((side) => (
        <Side key={side} title={side === 'more' ? undefined : t(side)} now={now[side]} then={before?.[side]} />
      ))}
    </>
  );
});

interface SideProps {
  title: string | undefined;
  now: readonly StepPart[];
  then: readonly StepPart[] | undefined;
}

function Side({ title, now, then }: SideProps): JSX.Element | null {
  const pairs = [
    ...now.map((part) => ({ now: part, then: then?.find(({ key }) => key === part.key) })),
    // What a model took and what was logged is another each time.
    ...(title === undefined ? [] : (then ?? []))
      .filter(({ key }) => !now.some((part) => part.key === key))
      .map((part) => ({ now: undefined, then: part })),
  ];
  if (pairs.length === 0) return null;
  return (
    <div className="pb-step-side" role="group" aria-label={title}>
      {title === undefined ? null : (
        <Text size="xs" fw={700} c="dimmed" className="pb-step-side-title">
          {title}
        </Text>
      )}
      {pairs.map((pair) => (
        <Pair key={(pair.now ?? pair.then)?.key} {...pair} compares={then !== undefined && title !== undefined} />
      ))}
    </div>
  );
}

interface PairProps {
  now: StepPart | undefined;
  then: StepPart | undefined;
  compares: boolean;
}

/** The same of both, once where they are the same. */
function Pair({ now, then, compares }: PairProps): JSX.Element {
  const t = useTexts('trace');
  const one = now ?? then;
  const same = !compares || (isSameValue(now?.value, then?.value) && now?.text === then?.text);
  return (
    <div className="pb-step-part" data-differs={!same || undefined}>
      <Text size="xs" fw={600}>
        {one?.label}
        {one?.code === undefined ? null : (
          <Text span size="xs" fw={400} c="dimmed" ms={6}>
            {one.code}
          </Text>
        )}
        {same ? null : <span className="pb-differs">{t('differs')}</span>}
      </Text>
      {same && one ? <Shown part={one} /> : null}
      {same
        ? null
        : (
            [
              ['then', then, now],
              ['now', now, then],
            ] as const
          ).map(([when, part, other]) => (
            <div key={when} className="pb-step-when" data-when={when}>
              <Text size="xs" c="dimmed" component="span">
                {t(when)}
              </Text>
              {part ? <Shown part={part} other={other} /> : <Text size="xs">{t('nothing')}</Text>}
            </div>
          ))}
    </div>
  );
}

function Shown({ part, other }: { part: StepPart; other?: StepPart | undefined }): JSX.Element {
  const { text, value, path, paths, fields } = part;
  return (
    <>
      {text === undefined ? null : (
        <Text size="xs" className="pb-step-text" data-said="">
          {text}
        </Text>
      )}
      {value === undefined ? null : (
        <ValueTree
          value={value}
          path={path}
          {...(paths ? { paths } : {})}
          {...(fields ? { fields } : {})}
          {...(other ? { other: { value: other.value } } : {})}
        />
      )}
    </>
  );
}
