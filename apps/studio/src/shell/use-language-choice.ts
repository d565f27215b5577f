import { chooseLanguage, chosenLanguage, isLanguage } from '@patchbay/texts';
import { notifyError } from '../api/notify.ts';
import { useSession } from '../api/session.tsx';

const AS_BROWSER = 'browser';

interface LanguageChoice {
  /** A language, or `asBrowser`. */
  chosen: string;
  asBrowser: string;
  choose(value: string): void;
}

/** The language that this person chose for the studio, kept with the person. */
export function useLanguageChoice(): LanguageChoice {
  const { prefer } = useSession();
  return {
    chosen: chosenLanguage() ?? AS_BROWSER,
    asBrowser: AS_BROWSER,
    choose(value) {
      const language = isLanguage(value) ? value : undefined;
      Promise.all([chooseLanguage(language), prefer({ language })]).catch((error: unknown) => notifyError(error));
    },
  };
}
