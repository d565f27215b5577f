/** Colours that the groups of node types have on cards, in lists and on the overview; names of the theme. */
export const GROUP_COLOURS: Record<string, string> = {
  flow: 'gray',
  talk: 'blue',
  data: 'grape',
  ai: 'orange',
  integrate: 'teal',
  desk: 'pink',
};

/** Colours that notes and frames may have; names of the theme. */
export const BOARD_COLOURS = ['gray', 'blue', 'teal', 'yellow', 'orange', 'red', 'grape'] as const;

export function boardColour(name: string | undefined, otherwise: (typeof BOARD_COLOURS)[number]): string {
  return BOARD_COLOURS.find((colour) => colour === name) ?? otherwise;
}
