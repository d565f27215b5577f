import { Badge } from '@mantine/core';
import type { FlowSummary } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { OnlineSwitch } from '../versions/online-switch.tsx';

/** Whether people reach the bot, and whether what they reach is what stands in the draft. */
export function FlowState({ flow, disabled }: { flow: FlowSummary; disabled: boolean }): JSX.Element {
  const t = useTexts('flows');
  return (
    <>
      {flow.publishedVersion === null ? (
        <Badge variant="light" color="gray" className="pb-wide">
          {t('draft')}
        </Badge>
      ) : (
        <OnlineSwitch flow={flow} disabled={disabled} />
      )}
      {flow.publishedVersion !== null && flow.changed ? (
        <Badge variant="light" color="yellow" className="pb-wide">
          {t('unpublishedChanges')}
        </Badge>
      ) : null}
    </>
  );
}
