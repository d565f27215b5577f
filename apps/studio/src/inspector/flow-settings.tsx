import {
  ActionIcon,
  Button,
  Card,
  Group,
  Input,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import type { FlowVariable, VariableType } from '@patchbay/flow-spec';
import { GrowingTextarea, NameField, useDraft, useItemKeys } from '@patchbay/node-form';
import { isLanguage, LANGUAGES, localise, textsOf, useTexts } from '@patchbay/texts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type JSX, memo } from 'react';
import { renameVariable } from '../edits/rename-variable.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { tellingNames } from '../editor/name-of-node.ts';
import { SafetySettings } from './safety-settings.tsx';

const NONE: readonly FlowVariable[] = [];
const TYPES: VariableType[] = ['string', 'number', 'boolean', 'object', 'array'];

/** What belongs to the flow as a whole: its name, its variables, what it does when something fails. */
export const FlowSettings = memo(function FlowSettings(): JSX.Element {
  const t = useTexts('inspector');
  const { store, readOnly } = useEditor();
  const document = useEditorState((state) => state.document);
  const variables = document.variables ?? NONE;
  const { keys } = useItemKeys(variables, keyOfVariable);
  const settings = document.settings ?? {};
  const nameOf = tellingNames(document);
  const targets = document.nodes.map(({ id }) => ({ value: id, label: nameOf(id) }));
  const set = (key: string, value: unknown) =>
    store.apply([{ type: 'settings.set', path: [key], ...(value === undefined ? {} : { value }) }], {
      mergeKey: `settings ${key}`,
    });
  return (
    <Stack p="md" gap="sm">
      <TextInput
        label={t('name')}
        readOnly={readOnly}
        value={document.name}
        onChange={(event) =>
          event.currentTarget.value.trim() &&
          store.apply([{ type: 'flow.set', field: 'name', value: event.currentTarget.value }], { mergeKey: 'name' })
        }
      />
      <GrowingTextarea
        label={t('description')}
        readOnly={readOnly}
        minRows={2}
        maxRows={12}
        value={document.description ?? ''}
        onChange={(event) =>
          store.apply(
            [
              {
                type: 'flow.set',
                field: 'description',
                ...(event.currentTarget.value ? { value: event.currentTarget.value } : {}),
              },
            ],
            { mergeKey: 'description' },
          )
        }
      />
      <NativeSelect
        label={t('languageOfTexts')}
        description={t('languageOfTextsHint')}
        disabled={readOnly}
        data={languagesWith(document.language)}
        value={document.language ?? ''}
        onChange={({ currentTarget: { value } }) =>
          store.apply([{ type: 'flow.set', field: 'language', ...(value === '' ? {} : { value }) }])
        }
      />
      <Input.Wrapper label={t('variables')} description={t('whatTheConversationRemembersA')} labelElement="div">
        <Stack gap={6} mt={4}>
          {variables.map((variable, index) => (
            <div key={keys[index]} data-path={`variables.${index}`}>
              <VariableCard variable={variable} />
            </div>
          ))}
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPlus size={14} />}
            disabled={readOnly}
            style={{ alignSelf: 'flex-start' }}
            onClick={() =>
              store.apply([{ type: 'variable.add', variable: { key: freeKey(variables), type: 'string' } }])
            }
          >
            {t('addVariable')}
          </Button>
        </Stack>
      </Input.Wrapper>
      <div data-path="settings.onError">
        <NativeSelect
          label={t('whenSomethingFails')}
          description={t('forNodesWhoseErrorPort')}
          disabled={readOnly}
          data={[
            { value: '', label: t('nothingChosenForErrors') },
            { value: 'apologise', label: t('apologiseAndGoOn') },
            ...targets.map((target) => ({
              value: `goto ${target.value}`,
              label: t('goToLabel', { label: target.label }),
            })),
          ]}
          value={typeof settings.onError === 'object' ? `goto ${settings.onError.goto}` : (settings.onError ?? '')}
          onChange={(event) => set('onError', settingOf(event.currentTarget.value))}
        />
      </div>
      <div data-path="settings.onStuck">
        <NativeSelect
          label={t('whenTheUserIsStuck')}
          description={t('forQuestionsAndChoicesWhose')}
          disabled={readOnly}
          data={[
            { value: '', label: t('endThePath') },
            { value: 'repeat', label: t('askAgain') },
            ...targets.map((target) => ({
              value: `goto ${target.value}`,
              label: t('goToLabelAndCome', { label: target.label }),
            })),
          ]}
          value={typeof settings.onStuck === 'object' ? `goto ${settings.onStuck.goto}` : (settings.onStuck ?? '')}
          onChange={(event) => set('onStuck', settingOf(event.currentTarget.value))}
        />
      </div>
      <div data-path="settings.maxStepsPerTurn">
        <NumberInput
          label={t('mostStepsOfATurn')}
          description={t('aTurnThatPassesMore')}
          readOnly={readOnly}
          min={1}
          max={20_000}
          placeholder="100"
          value={settings.maxStepsPerTurn ?? ''}
          onChange={(value) => set('maxStepsPerTurn', typeof value === 'number' ? value : undefined)}
        />
      </div>
      <SafetySettings settings={settings} readOnly={readOnly} set={set} />
    </Stack>
  );
});

interface VariableProps {
  variable: FlowVariable;
}

function VariableCard({ variable }: VariableProps): JSX.Element {
  const t = useTexts('inspector');
  const { store, readOnly } = useEditor();
  const change = (next: Partial<FlowVariable>) =>
    store.apply([{ type: 'variable.set', key: variable.key, variable: { ...variable, ...next } }], {
      mergeKey: `variable ${variable.key} ${Object.keys(next).join()}`,
    });
  const first = useDraft({
    value: variable.default,
    textOf: textOfDefault,
    parse: (text) => ({ value: defaultOf({ type: variable.type, text }) }),
    save: (value) => change({ default: value }),
  });
  const rename = (name: string): string | undefined => {
    const operations = renameVariable({ document: store.document, key: variable.key, to: name });
    if (typeof operations === 'string') return localise(operations);
    store.apply(operations);
    return undefined;
  };
  const isThere = () => store.document.variables?.some(({ key }) => key === variable.key) === true;
  return (
    <Card withBorder padding={8} radius="sm">
      <Group gap={6} wrap="nowrap" align="flex-end">
        <NameField
          flex={1}
          label={t('name')}
          name={variable.key}
          readOnly={readOnly}
          rename={rename}
          isThere={isThere}
        />
        <NativeSelect
          size="xs"
          label={t('type')}
          disabled={readOnly}
          data={TYPES.map((type) => ({ value: type, label: t(`type_${type}`) }))}
          value={variable.type}
          onChange={(event) => change({ type: TYPES.find((type) => type === event.currentTarget.value) ?? 'string' })}
        />
        <ActionIcon
          aria-label={t('removeKey', { key: variable.key })}
          disabled={readOnly}
          onClick={() => store.apply([{ type: 'variable.remove', key: variable.key }])}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </Group>
      <TextInput
        size="xs"
        mt={6}
        label={t('valueAtFirst')}
        description={variable.type === 'array' ? t('listAtFirst') : undefined}
        readOnly={readOnly}
        value={first.text}
        onChange={(event) => first.write(event.currentTarget.value)}
        onBlur={first.drop}
      />
      <Switch
        size="xs"
        mt={8}
        label={t('canBeGivenByA')}
        disabled={readOnly}
        checked={variable.input === true}
        onChange={(event) => change({ input: event.currentTarget.checked })}
      />
      {variable.scope === 'user' ? (
        <Text size="xs" c="dimmed" mt={4}>
          {t('keptForTheUserAcross')}
        </Text>
      ) : null}
    </Card>
  );
}

function keyOfVariable(variable: unknown): unknown {
  return typeof variable === 'object' && variable && 'key' in variable ? variable.key : undefined;
}

function settingOf(value: string): unknown {
  if (value === '') return undefined;
  return value.startsWith('goto ') ? { goto: value.slice(5) } : value;
}

function freeKey(variables: readonly FlowVariable[]): string {
  let number = variables.length + 1;
  while (variables.some((variable) => variable.key === `variable${number}`)) number++;
  return `variable${number}`;
}

function textOfDefault(value: unknown): string {
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function defaultOf({ type, text }: { type: VariableType; text: string }): unknown {
  if (text === '') return undefined;
  if (type === 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// Those that a bot has words of its own in, and the one that the flow has, whatever it is.
function languagesWith(language: string | undefined) {
  const known = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));
  const none = { value: '', label: textsOf('inspector')('languageNotSaid') };
  if (language === undefined || language === '') return [none, ...known];
  return isLanguage(language) ? known : [...known, { value: language, label: language }];
}
