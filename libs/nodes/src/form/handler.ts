import { knownTimezone, wallClockOf } from '@patchbay/expressions';
import type { ConfigOf, JsonObject, JsonValue, NodeHandler, SubmitIssue } from '@patchbay/node-kit';
import { isRecord, own } from '../shared/read-config.ts';
import { checkField } from './check-field.ts';
import type { formDefinition } from './definition.ts';
import { fieldSpec } from './field-spec.ts';

/** Shows a form, checks what is sent field by field, and gives the values by key. */
export const formHandler: NodeHandler<ConfigOf<typeof formDefinition>, never> = {
  run(context) {
    const { config, arrival, vars, emit, newId, untranslated } = context;
    if (arrival.kind === 'entered' || arrival.kind === 'returned' || arrival.kind === 'timer') {
      const saved = own(vars, config.saveAs);
      const before: Record<string, unknown> = isRecord(saved) ? saved : {};
      const component = newId();
      const fields = config.fields.map((field, index) =>
        fieldSpec({ field, untranslated: untranslated.fields[index] ?? field, value: own(before, field.key) }),
      );
      const spec: JsonObject = { submitLabel: config.submitLabel || context.text('submit'), cancellable: true, fields };
      if (config.title) spec.title = config.title;
      emit({ type: 'component', id: component, kind: 'form', spec });
      return { kind: 'wait', waiting: { kind: 'form', component } };
    }
    const component = arrival.waiting.component ?? '';
    if (arrival.kind === 'message') {
      emit({ type: 'message', id: newId(), role: 'bot', text: context.text('stillOpen') });
      return { kind: 'wait', waiting: arrival.waiting };
    }
    if (arrival.kind === 'cancel') {
      emit({ type: 'component.closed', id: component });
      return { kind: 'next', outlet: 'cancelled' };
    }
    const today = dayOf(context);
    const entries = config.fields.map((field, index): [string, JsonValue] => {
      const original = untranslated.fields[index] ?? field;
      const value = own(arrival.values, field.key);
      const checked = checkField({ field, untranslated: original, value, today, text: context.text });
      // What was refused never gets here: `check` is asked first.
      return [field.key, 'value' in checked ? checked.value : null];
    });
    const values: JsonObject = Object.fromEntries(entries);
    emit({ type: 'component.closed', id: component, values });
    return { kind: 'next', outlet: 'next', output: values };
  },

  check({ config, untranslated, values, now, timezone, text }) {
    const today = dayOf({ now, timezone });
    const issues: SubmitIssue[] = [];
    for (const key of Object.keys(values)) {
      if (!config.fields.some((field) => field.key === key))
        issues.push({ path: key, code: 'unknown_field', message: `"${key}" is no field of this form.` });
    }
    for (const [index, field] of config.fields.entries()) {
      const original = untranslated.fields[index] ?? field;
      const checked = checkField({ field, untranslated: original, value: own(values, field.key), today, text });
      if ('issue' in checked) issues.push(checked.issue);
    }
    return issues;
  },
};

// The user's day, as a date field sends it.
function dayOf({ now, timezone }: { now: string; timezone: string }): string {
  const { year, month, day } = wallClockOf({ instant: Date.parse(now), timezone: knownTimezone(timezone) });
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
