import { foldText } from './text-equals.ts';

const words = (text: string) => new Set(foldText(text).split(' '));

// English, German, French, Spanish, Italian, Dutch, Polish, Portuguese.
const yes = words(
  `yes y yeah yea yep yup sure ok okay correct right true absolutely definitely certainly affirmative
  ja j jo jep jup jawohl klar genau gerne stimmt richtig natürlich selbstverständlich
  oui ouais exact exactement
  sí si claro vale correcto
  sì certo certamente esatto
  zeker klopt natuurlijk
  tak pewnie oczywiście
  sim certamente 👍 ✅ ✓`,
);
const nay = words(
  `no n nope nah nay not false wrong incorrect negative never
  nein nö nee ne nicht falsch niemals
  non jamais
  nunca
  mai
  niet nooit
  nie nigdy
  não nao 👎 ❌ ✗`,
);
// They say neither by themselves.
const fillers = words(
  `please thanks thank you it is i do does that this really unfortunately sir course of
  bitte danke das doch gern leider ist es
  merci s'il vous plaît te plait c'est
  gracias por favor
  grazie per favore
  dank je u alsjeblieft alstublieft graag
  proszę dziękuję
  obrigado obrigada`,
);
const yesPhrases = new Set(
  [
    'of course',
    'go ahead',
    'why not',
    'auf jeden fall',
    'na klar',
    'bien sûr',
    "d'accord",
    'por supuesto',
    'de acuerdo',
    "d'accordo",
    'va bene',
    'in orde',
    'com certeza',
    'claro que sim',
    'claro que sí',
  ].map(foldText),
);
const noPhrases = new Set(
  ['no way', 'auf keinen fall', 'lieber nicht', 'pas du tout', 'de ninguna manera', 'per niente', 'liever niet'].map(
    foldText,
  ),
);
const MOST_WORDS = 3;

/** Whether a text says yes or no, in eight languages; undefined when it says neither, both, or much else. */
export function yesOrNo(text: string): boolean | undefined {
  const said = foldText(text)
    .split(/[\s.,!?;:]+/)
    .filter((word) => word !== '');
  const phrase = said.join(' ');
  if (yesPhrases.has(phrase)) return true;
  if (noPhrases.has(phrase)) return false;
  const telling = said.filter((word) => yes.has(word) || nay.has(word) || !fillers.has(word));
  if (telling.length === 0 || telling.length > MOST_WORDS) return undefined;
  if (telling.every((word) => yes.has(word))) return true;
  return telling.every((word) => nay.has(word)) ? false : undefined;
}
