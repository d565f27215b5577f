import { scriptColors } from './script-colors.ts';

// The page's background, as the theme has it.
const backgrounds = { light: '#ffffff', dark: '#242424' };

const colored = scriptColors.specs.flatMap(({ tag, color }) =>
  color === undefined ? [] : [{ color: String(color), tags: [tag].flat().map(String).join(', ') }],
);

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  it.each(colored)('$tags reads on the page: $color', ({ color }) => {
    const [, light, dark] = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(color) ?? [];
    const shown = { light, dark }[scheme];
    expect(shown).toBeDefined();
    expect(contrast(shown!, backgrounds[scheme])).toBeGreaterThanOrEqual(4.5);
  });
});

it('colours words, values, texts, names and remarks', () => {
  expect(colored.length).toBeGreaterThanOrEqual(13);
});

/** As WCAG 2 has it: 1 to 21. */
function contrast(one: string, other: string): number {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more! + 0.05) / (less! + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
