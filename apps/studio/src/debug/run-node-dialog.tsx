import { Alert, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type Cut, type NodeRun, type NodeSample, type RunNode } from '@patchbay/api-contract';
import { requirementsOf } from '@patchbay/flow-spec';
import { effectOf, type JsonObject, type JsonValue } from '@patchbay/node-kit';
import { jsonFault } from '@patchbay/node-form/json-fault';
import { useTexts } from '@patchbay/texts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { client } from '../api/session.tsx';
import { useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { StepRow } from '../trace/step-row.tsx';
import { useDebug, useDebugState } from './debug-context.ts';
import { CutNotice } from './cut-notice.tsx';
import { fieldErrors } from './field-errors.ts';
import { JsonField } from './json-field.tsx';
import { jsonText, parseJson } from './parse-json.ts';
import { textsOfEvents } from './texts-of-events.ts';
import { usedNames } from './used-names.ts';

interface Props {
  nodeId: string;
  flush(): Promise<void>;
  onClose(): void;
}

/** Runs one node with the data of the last test, or with what is typed, and shows what came of it. */
export function RunNodeDialog({ nodeId, flush, onClose }: Props): JSX.Element {
  const t = useTexts('debug');
  const { store } = useDebug();
  const document = useEditorState((state) => state.document);
  const conversation = useDebugState((view) => view.conversation);
  const data = useQuery({
    queryKey: ['node-data', store.flowKey, conversation, nodeId],
    enabled: conversation !== undefined,
    gcTime: 0,
    retry: false,
    queryFn: async () =>
      (
        await client.call('readNodeData', {
          params: { key: store.flowKey, id: conversation ?? '', nodeId: store.idInTest(nodeId) },
        })
      ).data,
  });
  const waits = conversation !== undefined && data.isPending;
  return (
    <Modal opened onClose={onClose} title={t('runTitle', { name: nameOfNode({ document, id: nodeId }) })} size="lg">
      {waits ? (
        <Text size="sm" c="dimmed">
          {t('readingTheLastTest')}
        </Text>
      ) : (
        <RunNodeForm
          nodeId={nodeId}
          conversation={data.isError ? undefined : conversation}
          known={data.data ?? { visited: false, vars: {}, nodes: {}, message: '' }}
          flush={flush}
        />
      )}
    </Modal>
  );
}

interface FormProps {
  nodeId: string;
  conversation: string | undefined;
  known: {
    visited: boolean;
    vars: Record<string, unknown>;
    nodes: Record<string, unknown>;
    message: string;
    cut?: Cut | undefined;
  };
  flush(): Promise<void>;
}

function RunNodeForm({ nodeId, conversation, known, flush }: FormProps): JSX.Element {
  const t = useTexts('debug');
  const { store } = useDebug();
  const document = useEditorState((state) => state.document);
  const node = document.nodes.find((one) => one.id === nodeId);
  const definition = node && nodeRegistry.get(node.type);
  const used = usedNames(node?.config ?? {});
  // What the node speaks of is there to be filled in, also where no test has set it.
  const [vars, setVars] = useState(() =>
    jsonText(withNames({ names: used.vars, under: known.vars, defaults: document.variables })),
  );
  const [nodes, setNodes] = useState(() => jsonText(withNames({ names: used.nodes, under: known.nodes })));
  const [message, setMessage] = useState(known.message);
  const [answer, setAnswer] = useState('');
  const [allowed, setAllowed] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const asks = definition !== undefined && definition.waits !== false && definition.needs.length === 0;
  const calls = node !== undefined && requirementsOf({ document: { ...document, nodes: [node] } }).flows.length > 0;
  const writes = calls || (definition !== undefined && effectOf({ definition, config: node?.config }) === 'write');
  const reads = definition?.needs.includes('model') === true;
  const run = useMutation({
    mutationFn: async (body: RunNode): Promise<NodeRun> => {
      await flush();
      return (await client.call('runNode', { params: { key: store.flowKey }, body })).data;
    },
    onSuccess: ({ steps }) => {
      const own = steps.findLast((step) => step.nodeId === nodeId && step.depth === 0);
      if (own) store.addAlone(own);
    },
    onError: (problem) => setFaults(fieldErrors(problem)),
  });
  const faultOf = (text: string) => (parseJson(text) ? t('mustBeAnObject') : t('thisIsNoJson', jsonFault(text)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = sampleOf({ vars, nodes, message, known });
    if ('faults' in values) {
      const wrong = Object.fromEntries(values.faults.map((field) => [field, faultOf({ vars, nodes }[field])]));
      return setFaults(wrong);
    }
    setFaults({});
    run.mutate({
      nodeId,
      values: values.sample,
      ...(conversation === undefined ? {} : { conversationId: conversation }),
      ...(answer === '' ? {} : { answer }),
      ...(writes ? { allowWrites: allowed } : {}),
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {known.visited ? t('dataOfTheLastTest') : conversation ? t('dataOfNow') : t('noTestYet')}
        </Text>
        <CutNotice
          text={t('dataIsCut')}
          of={known}
          cut={(known.cut ?? []).filter(({ path }) => path[0] === 'vars' || used.nodes.length > 0)}
        />
        <JsonField
          label={t('variables')}
          {...(used.vars.length > 0 ? { description: t('usesNames', { names: used.vars.join(', ') }) } : {})}
          value={vars}
          error={faults.vars}
          onChange={setVars}
        />
        {used.nodes.length > 0 ? (
          <JsonField
            label={t('resultsOfNodes')}
            description={t('usesNames', { names: used.nodes.join(', ') })}
            value={nodes}
            error={faults.nodes}
            onChange={setNodes}
          />
        ) : null}
        <TextInput
          label={t('lastMessage')}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        {asks ? (
          <TextInput
            label={t('answerToIt')}
            description={t('answerExplained')}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
        ) : null}
        {writes ? (
          <Alert color="orange" title={t('reallyHappens')}>
            <Checkbox
              label={t('letItHappen')}
              checked={allowed}
              error={faults.allowWrites}
              onChange={(event) => setAllowed(event.currentTarget.checked)}
            />
          </Alert>
        ) : reads ? (
          <Text size="xs">{t('asksTheModel')}</Text>
        ) : null}
        {['', 'values', 'nodeId', 'conversationId', 'answer'].map((field) =>
          faults[field] ? (
            <Alert key={field} color="red">
              {faults[field]}
            </Alert>
          ) : null,
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={run.isPending} disabled={writes && !allowed}>
            {t('runIt')}
          </Button>
        </Group>
        {run.data ? <Outcome result={run.data} /> : null}
      </Stack>
    </form>
  );
}

function Outcome({ result }: { result: NodeRun }): JSX.Element {
  const t = useTexts('debug');
  const said = textsOfEvents(result.events);
  return (
    <section aria-label={t('whatCameOfIt')} aria-live="polite">
      {said.length > 0 ? (
        <Stack gap={4} mb="xs">
          {said.map((text, index) => (
            <Text key={index} size="sm" className="pb-node-said">
              {text}
            </Text>
          ))}
        </Stack>
      ) : null}
      {result.steps.map((step, index) => (
        <StepRow key={index} step={step} actions={false} opened={index === result.steps.length - 1} />
      ))}
    </section>
  );
}

function withNames(options: {
  names: readonly string[];
  under: Record<string, unknown>;
  defaults?: readonly { key: string; default?: unknown }[] | undefined;
}): Record<string, unknown> {
  const { names, under, defaults = [] } = options;
  const wanted = names.map((name) => [name, defaults.find((one) => one.key === name)?.default ?? null]);
  return { ...Object.fromEntries(wanted), ...under };
}

/** What was typed, as far as it is another than what the test knew: of that, the server has the secrets, too. */
function sampleOf(options: {
  vars: string;
  nodes: string;
  message: string;
  known: FormProps['known'];
}): { sample: NodeSample } | { faults: ('vars' | 'nodes')[] } {
  const { vars, nodes, message, known } = options;
  const parsed = { vars: objectOf(vars), nodes: objectOf(nodes) };
  const faults = (['vars', 'nodes'] as const).filter((field) => parsed[field] === undefined);
  if (faults.length > 0) return { faults };
  const changed = (given: JsonObject, before: Record<string, unknown>): JsonObject =>
    Object.fromEntries(
      Object.entries(given).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])),
    );
  return {
    sample: {
      vars: changed(parsed.vars ?? {}, known.vars),
      nodes: changed(parsed.nodes ?? {}, known.nodes),
      ...(message === known.message ? {} : { message }),
    },
  };
}

function objectOf(text: string): JsonObject | undefined {
  const value: JsonValue | undefined = text.trim() === '' ? {} : parseJson(text)?.value;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
