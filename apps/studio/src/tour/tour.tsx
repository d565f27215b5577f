import { ActionIcon, Button, Group, Paper, Text } from '@mantine/core';
import { useElementSize, useViewportSize } from '@mantine/hooks';
import { useTexts } from '@patchbay/texts';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useCallback, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { placesFor } from '../shell/places.ts';
import { cardPlace } from './card-place.ts';
import { goToTourStep, useTourStep } from './tour-state.ts';
import { type TourStep, tourSteps } from './tour-steps.ts';
import { useTargetBox } from './use-target-box.ts';

/** The tour through the studio while it runs: a card beside what it tells of. The page under it stays in use. */
export function Tour(): JSX.Element | null {
  const at = useTourStep();
  const flows = useQuery({
    queryKey: ['flows'],
    queryFn: async () => (await client.call('listFlows')).data.flows,
    enabled: at !== undefined,
  });
  const { role, mayEdit } = useSession();
  const flow = flows.data?.[0]?.key;
  // Without a flow there is no editor to show, and nobody is led to what is not open to them.
  const steps = tourSteps.filter(({ place }) =>
    mayEdit ? place !== 'flow' || flow !== undefined : placesFor(role).some(({ to }) => to === place),
  );
  const step = at === undefined ? undefined : steps[at];
  if (at === undefined || !step || flows.isPending) return null;
  return <StepCard step={step} number={at} count={steps.length} flow={flow} />;
}

interface Props {
  step: TourStep;
  number: number;
  count: number;
  flow: string | undefined;
}

function StepCard({ step, number, count, flow }: Props): JSX.Element {
  const t = useTexts('tour');
  const { prefer } = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const { ref, width, height } = useElementSize();
  const view = useViewportSize();
  const target = useTargetBox(step.target);
  const path = step.place === 'flow' ? `/flows/${flow ?? ''}` : step.place;
  const arrived = step.place === 'flow' ? /^\/flows\/./.test(pathname) : pathname === path;
  const shown = useRef<number>(undefined);
  useEffect(() => {
    // Whoever goes elsewhere during a step is not brought back.
    if (shown.current === number) return;
    shown.current = number;
    if (!arrived) void navigate(path);
  }, [arrived, path, number, navigate]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [number]);
  const end = useCallback(() => {
    goToTourStep(undefined);
    prefer({ tourSeen: true }).catch((error: unknown) => notifyError(error));
    // The editor has no menu of help.
    for (const name of ['try', 'help']) document.querySelector<HTMLElement>(`[data-tour="${name}"]`)?.focus();
  }, [prefer]);
  const last = number === count - 1;
  // Its padding and border are not counted in.
  const size = { width: (width || 280) + 34, height: (height || 150) + 34 };
  return (
    <>
      {target ? <div className="pb-tour-ring" style={target} aria-hidden="true" /> : null}
      <Paper
        ref={ref}
        component="section"
        role="dialog"
        aria-labelledby="pb-tour-title"
        aria-describedby="pb-tour-text"
        className="pb-tour"
        withBorder
        shadow="lg"
        p="md"
        style={cardPlace({ target, card: size, view })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          end();
        }}
      >
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
          <Text component="h2" id="pb-tour-title" ref={heading} tabIndex={-1} fw={600} m={0} className="pb-tour-title">
            {t(`${step.text}Title`)}
          </Text>
          <ActionIcon aria-label={t('end')} onClick={end}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
        <Text size="sm" id="pb-tour-text" mt={4}>
          {t(step.text)}
        </Text>
        <Group justify="space-between" mt="sm" wrap="nowrap">
          <Text size="xs" c="dimmed">
            {t('stepOf', { number: number + 1, count })}
          </Text>
          <Group gap="xs" wrap="nowrap">
            {number > 0 ? (
              <Button size="xs" variant="default" onClick={() => goToTourStep(number - 1)}>
                {t('back')}
              </Button>
            ) : null}
            <Button size="xs" onClick={() => (last ? end() : goToTourStep(number + 1))}>
              {last ? t('done') : t('next')}
            </Button>
          </Group>
        </Group>
      </Paper>
    </>
  );
}
