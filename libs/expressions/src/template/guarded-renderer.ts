import { type Context, type Emitter, LiquidError, RenderError, type Template, TypeGuards } from 'liquidjs';
import { LimitPassed } from './limit-passed.ts';
import { renderContext } from './render-context.ts';
import { TextEmitter } from './text-emitter.ts';

const CHARACTERS_A_STEP = 64;

/** LiquidJS's renderer with our emitter: it asks for the time at every node and counts what is written, `capture` included. */
export class GuardedRenderer {
  *renderTemplates(templates: Template[], context: Context, emitter?: Emitter): IterableIterator<unknown> {
    const render = renderContext(context);
    const output = emitter ?? new TextEmitter(render);
    render.time.check();
    for (const template of templates) {
      render.time.check(stepsOf(template));
      try {
        const made: unknown = yield template.render(context, output);
        if (made !== undefined) output.write(made);
      } catch (error) {
        throw placed({ error, template });
      }
      if (context.breakCalled || context.continueCalled) break;
    }
    return output.buffer;
  }

  renderTemplatesToNodeStream(): never {
    throw new TypeError('Templates are rendered at once.');
  }
}

// A tag may hold thousands of values, which some tags all read each time.
function stepsOf({ token }: Template): number {
  return 1 + (TypeGuards.isHTMLToken(token) ? 0 : (token.end - token.begin) / CHARACTERS_A_STEP);
}

/** An error of a template with its place in the source. */
export function placed({ error, template }: { error: unknown; template: Template }): unknown {
  if (error instanceof LimitPassed || LiquidError.is(error)) return error;
  return new RenderError(error instanceof Error ? error : new Error(String(error)), template);
}
