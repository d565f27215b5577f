import { SANDBOX_LIMITS } from '../sandbox-limits.ts';

/** What is wrong with a text that should be a value a script gave back: `invalid` JSON, nested too `deep`, or nothing. */
export function jsonFault(text: string): 'invalid' | 'deep' | undefined {
  if (depthOf(text) > SANDBOX_LIMITS.outputDepth) return 'deep';
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'invalid';
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

/** How many arrays and objects are open at once at most. Right for valid JSON; for anything else it does not matter. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return deepest;
}
