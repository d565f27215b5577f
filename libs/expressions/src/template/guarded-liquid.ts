import { Liquid } from 'liquidjs';
import { registerFilters } from '../filters/register-filters.ts';
import { GuardedRenderer } from './guarded-renderer.ts';
import { InlineComment } from './inline-comment.ts';
import { operators } from './operators.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

// They read files, or serve those that do.
const noTags = ['include', 'render', 'layout', 'block'];

/** LiquidJS with what it lacks against hostile templates; rendered with a `RenderContext` alone. */
export class GuardedLiquid extends Liquid {
  override readonly renderer = new GuardedRenderer();

  constructor() {
    super({
      ownPropertyOnly: true,
      strictFilters: true,
      strictVariables: false,
      operators,
      relativeReference: false,
      templates: {},
      parseLimit: TEMPLATE_LIMITS.sourceCharacters,
      memoryLimit: TEMPLATE_LIMITS.memoryUnits,
      timezoneOffset: 0,
      locale: 'en-US',
    });
    for (const name of noTags) delete this.tags[name];
    this.registerTag('#', InlineComment);
    registerFilters(this);
  }
}
