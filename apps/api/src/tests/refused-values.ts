import type { Difference } from '@patchbay/api-contract';
import type { Issue } from '../platform/http/problem-error.ts';
import type { Open } from './turn-input.ts';

type RefusedValues = NonNullable<Extract<Difference, { kind: 'refused' }>['issues']>;

/** What of the values of a turn was not taken by the component that is open, by the labels of its fields. */
export function refusedValues({ issues, open }: { issues: readonly Issue[]; open: Open | undefined }): RefusedValues {
  const fields = fieldsOf(open?.spec);
  return issues.map(({ path, code, message }) => {
    if (open?.kind !== 'form') return { code, message };
    const key = path.replace(/^submit\.values\.?/, '');
    const label = fields.find((field) => field.key === key)?.label;
    return { code, field: typeof label === 'string' ? label : key, message };
  });
}

function fieldsOf(spec: unknown): readonly { key?: unknown; label?: unknown }[] {
  return typeof spec === 'object' && spec !== null && 'fields' in spec && Array.isArray(spec.fields) ? spec.fields : [];
}
