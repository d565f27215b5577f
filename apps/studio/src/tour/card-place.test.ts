import { cardPlace } from './card-place.ts';

const card = { width: 300, height: 160 };
const view = { width: 1280, height: 800 };
const place = (target: { left: number; top: number; width: number; height: number } | undefined) =>
  cardPlace({ target, card, view });

it('stands to the right of what it points at, where there is room', () => {
  expect(place({ left: 10, top: 60, width: 200, height: 40 })).toEqual({ left: 222, top: 60 });
});

it('stands to the left of what is at the right edge', () => {
  expect(place({ left: 1000, top: 60, width: 270, height: 700 })).toEqual({ left: 688, top: 60 });
});

it('stands below what takes the whole width', () => {
  expect(place({ left: 10, top: 10, width: 1260, height: 50 })).toEqual({ left: 968, top: 72 });
});

it('stands above what takes the lower part', () => {
  expect(place({ left: 2, top: 400, width: 1276, height: 398 })).toEqual({ left: 968, top: 228 });
});

it('stands in the corner of what fills the window, and where there is nothing to point at', () => {
  expect(place({ left: 0, top: 0, width: 1280, height: 800 })).toEqual({ left: 968, top: 628 });
  expect(place(undefined)).toEqual({ left: 968, top: 628 });
});

it('never leaves the window', () => {
  expect(place({ left: 10, top: 780, width: 200, height: 15 })).toEqual({ left: 222, top: 628 });
});
