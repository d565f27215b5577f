import { Modal } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import { type JSX, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { type PickItem, PickList } from '../palette/pick-list.tsx';
import { type Command, keyText } from './command.ts';
import { heldKeys, letKeysGo } from './keys-ahead.ts';

interface Props {
  label: string;
  commands: readonly Command[];
  /** What else is found by typing, and what is done with one that was picked. */
  others: readonly PickItem[];
  onOther(key: string): void;
  onClose(): void;
}

/** All commands of a screen, and what else it has, found by typing. */
export function CommandPalette({ label, commands, others, onOther, onClose }: Props): JSX.Element {
  const t = useTexts('commands');
  const [begun] = useState(heldKeys);
  useEffect(letKeysGo, []);
  const offered = commands.filter((command) => !command.hidden);
  const items = [
    ...offered.map(({ id, label, group, keys }) => ({
      key: `command ${id}`,
      label,
      group: localise(group),
      keys: keys?.[0] && keyText(keys[0]),
    })),
    ...others.map((item) => ({ ...item, key: `other ${item.key}` })),
  ];
  return (
    <Modal opened onClose={onClose} title={t('commands')} size="lg" yOffset="12vh" centered={false}>
      <PickList
        label={label}
        placeholder={t('whatWouldYouLikeTo')}
        items={items}
        begun={begun}
        onPick={(key) => {
          // Closed at once, and the focus given back: the next key is meant for what the command opened or chose.
          flushSync(onClose);
          const [kind = '', ...rest] = key.split(' ');
          const id = rest.join(' ');
          if (kind === 'other') onOther(id);
          else offered.find((one) => one.id === id)?.run();
        }}
      />
    </Modal>
  );
}
