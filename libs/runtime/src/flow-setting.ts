/** What a flow does where a path has no edge to go on by. */
export type FlowSetting = { kind: 'apologise' } | { kind: 'repeat' } | { kind: 'goto'; node: string };

// Both take what the document holds, valid or not. `handoff` apologises until there are people to hand over to.

export function onErrorOf(value: unknown): FlowSetting | undefined {
  return value === 'apologise' || value === 'handoff' ? { kind: 'apologise' } : gotoOf(value);
}

export function onStuckOf(value: unknown): FlowSetting | undefined {
  if (value === 'repeat') return { kind: 'repeat' };
  return value === 'handoff' ? { kind: 'apologise' } : gotoOf(value);
}

function gotoOf(value: unknown): FlowSetting | undefined {
  if (typeof value === 'object' && value !== null && 'goto' in value && typeof value.goto === 'string')
    return { kind: 'goto', node: value.goto };
  return undefined;
}
