import { type Liquid, Tag, type TagToken, type TopLevelToken } from 'liquidjs';

/** `{% # … %}`. LiquidJS's own looks through it with a pattern that takes seconds for a long run of empty lines. */
export class InlineComment extends Tag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    const [, ...lines] = token.args.split('\n');
    if (lines.some((line) => line.trim() !== '' && !line.trim().startsWith('#')))
      throw new Error("every line of an inline comment must start with a '#'");
  }

  render(): void {}
}
