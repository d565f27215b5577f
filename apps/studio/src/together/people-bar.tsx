import { Avatar, Tooltip, UnstyledButton } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { useReactFlow } from '@xyflow/react';
import type { JSX } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import type { Person } from './people.ts';
import { useOthers } from './together-context.ts';

const MOST = 4;

/** Who else is here; a click leads to where they are. */
export function PeopleBar(): JSX.Element | null {
  const t = useTexts('together');
  const others = onePerAccount(useOthers());
  const { reveal } = useEditorCore();
  const { setCenter, getZoom } = useReactFlow();
  if (others.length === 0) return null;
  const goTo = ({ presence }: Person) => {
    const [selected] = presence.selection;
    const node = presence.field?.nodeId ?? selected;
    if (presence.cursor) void setCenter(presence.cursor.x, presence.cursor.y, { zoom: getZoom(), duration: 200 });
    else if (node !== undefined) reveal(node);
  };
  return (
    <ul className="pb-people" aria-label={t('alsoHere')}>
      {others.slice(0, MOST).map((person) => {
        const name = person.writes ? person.name : t('readsOnly', { name: person.name });
        return (
          <li key={person.userId}>
            <Tooltip label={name}>
              <UnstyledButton
                className="pb-person"
                aria-label={name}
                data-initials={initialsOf(person.name)}
                style={{ background: person.color }}
                onClick={() => goTo(person)}
              />
            </Tooltip>
          </li>
        );
      })}
      {others.length > MOST ? (
        <li>
          <Tooltip
            label={others
              .slice(MOST)
              .map((person) => person.name)
              .join(', ')}
          >
            <Avatar role="img" size={28} radius="xl" aria-label={t('morePeople', { count: others.length - MOST })}>
              +{others.length - MOST}
            </Avatar>
          </Tooltip>
        </li>
      ) : null}
    </ul>
  );
}

function initialsOf(name: string): string {
  const [first = '', ...rest] = name.split(/\s+/);
  return `${[...first][0] ?? ''}${[...(rest.at(-1) ?? '')][0] ?? ''}`.toUpperCase();
}

// The tab in which somebody does something stands for their others.
function onePerAccount(people: readonly Person[]): Person[] {
  const byAccount = new Map<string, Person>();
  for (const person of people) {
    const known = byAccount.get(person.userId);
    if (!known || (person.presence.cursor && !known.presence.cursor)) byAccount.set(person.userId, person);
  }
  return [...byAccount.values()].sort((one, other) => one.name.localeCompare(other.name));
}
