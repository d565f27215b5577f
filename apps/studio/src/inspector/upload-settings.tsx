import { Checkbox, Group, NumberInput, Switch } from '@mantine/core';
import {
  type FlowSettings,
  MOST_UPLOAD_MB,
  UPLOAD_KINDS,
  type UploadKind,
  USUAL_UPLOAD_MB,
  uploadSettings,
} from '@patchbay/flow-spec';
import { numberSeparators, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';

interface Props {
  settings: FlowSettings;
  readOnly: boolean;
  set(key: string, value: unknown): void;
}

/** Whether users may send files along, how large ones, and of which kinds. */
export function UploadSettings({ settings, readOnly, set }: Props): JSX.Element {
  const t = useTexts('inspector');
  const { uploads = {} } = settings;
  const taken = uploadSettings(settings);
  const kinds = taken?.kinds ?? UPLOAD_KINDS;
  const mayAttach = taken?.maxBytes !== 0 && kinds.length > 0;
  const change = (next: { maxMb?: number | undefined; kinds?: UploadKind[] | undefined }) => {
    const given = Object.entries({ ...uploads, ...next }).filter(([, value]) => value !== undefined);
    set('uploads', given.length > 0 ? Object.fromEntries(given) : undefined);
  };
  const allow = (isAllowed: boolean) =>
    change({ maxMb: isAllowed ? undefined : 0, ...(kinds.length > 0 ? {} : { kinds: undefined }) });
  const labels: Record<UploadKind, string> = { image: t('images'), document: t('documents'), text: t('textFiles') };
  return (
    <>
      <Switch
        label={t('usersMayAttachFiles')}
        description={t('filesAreKeptWithThe')}
        disabled={readOnly}
        checked={mayAttach}
        onChange={(event) => allow(event.currentTarget.checked)}
      />
      {mayAttach ? (
        <>
          <NumberInput
            label={t('largestFileInMb')}
            readOnly={readOnly}
            min={0.1}
            max={MOST_UPLOAD_MB}
            {...numberSeparators()}
            placeholder={String(USUAL_UPLOAD_MB)}
            value={uploads.maxMb ?? ''}
            // Whoever begins to write 0.5 does not mean 0, which takes nothing.
            onChange={(value) => value !== 0 && change({ maxMb: typeof value === 'number' ? value : undefined })}
          />
          <Checkbox.Group
            label={t('kindsOfFiles')}
            readOnly={readOnly}
            value={[...kinds]}
            onChange={(values) => {
              const chosen = UPLOAD_KINDS.filter((kind) => values.includes(kind));
              if (chosen.length === 0) allow(false);
              else change({ kinds: chosen.length < UPLOAD_KINDS.length ? chosen : undefined });
            }}
          >
            <Group gap="md" mt={6}>
              {UPLOAD_KINDS.map((kind) => (
                <Checkbox key={kind} value={kind} label={labels[kind]} disabled={readOnly} />
              ))}
            </Group>
          </Checkbox.Group>
        </>
      ) : null}
    </>
  );
}
