import { checkFrame } from '../checks/check-frame.ts';
import type { FlowDocument, FlowFrame } from '../flow-document.ts';
import { withKey } from '../json/keys-in-place.ts';
import { faultOf } from './fault-of.ts';
import { withItemAt } from './list-edits.ts';
import { type Applying, type OperationResult, type Refusal, refuse } from './operation-result.ts';
import { setAt } from './set-at.ts';

const FRAME_LEVEL = 3;

function find({ document, id }: { document: FlowDocument; id: string }) {
  const frames = document.frames ?? [];
  const index = frames.findIndex((one) => one.id === id);
  return { frames, index, frame: frames[index] };
}

function frameFault(frame: FlowFrame): string | undefined {
  return faultOf({ value: frame, level: FRAME_LEVEL, check: checkFrame });
}

function unknownFrame(id: string): Refusal {
  return refuse('frame.unknown', `There is no frame "${id}".`);
}

export function frameAdd({ document, operation: { frame, index, place } }: Applying<'frame.add'>): OperationResult {
  const fault = frameFault(frame);
  if (fault !== undefined) return refuse('frame.invalid', fault);
  if (find({ document, id: frame.id }).frame) return refuse('frame.exists', `There is a frame "${frame.id}" already.`);
  const frames = withItemAt({ list: document.frames ?? [], item: frame, index });
  return {
    ok: true,
    document: withKey({ target: document, key: 'frames', value: frames, place }),
    inverse: [{ type: 'frame.remove', id: frame.id, ...(document.frames ? {} : { tidy: 1 }) }],
  };
}

export function frameSet({ document, operation: { id, frame } }: Applying<'frame.set'>): OperationResult {
  const { frames, index, frame: before } = find({ document, id });
  if (!before) return unknownFrame(id);
  const fault = frameFault(frame) ?? (frame.id === id ? undefined : 'A frame keeps its id.');
  if (fault !== undefined) return refuse('frame.invalid', fault);
  return {
    ok: true,
    document: { ...document, frames: frames.with(index, frame) },
    inverse: [{ type: 'frame.set', id, frame: before }],
  };
}

export function frameRemove({ document, operation: { id, tidy } }: Applying<'frame.remove'>): OperationResult {
  const { index, frame } = find({ document, id });
  const taken = setAt({ target: document, path: ['frames', index], value: undefined, tidy });
  if (!frame || !taken?.undo) return unknownFrame(id);
  const [place, within] = taken.undo.places ?? [];
  return {
    ok: true,
    document: taken.target,
    inverse: [{ type: 'frame.add', frame, index, ...(within === undefined ? {} : { place }) }],
  };
}
