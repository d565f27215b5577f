import { type LayoutBox, layeredPlaces, type LayoutPath } from './layered-places.ts';

// One question, one answer: where the boxes of a large flow go.
onmessage = ({ data }: MessageEvent<{ boxes: LayoutBox[]; paths: LayoutPath[] }>) => postMessage(layeredPlaces(data));
