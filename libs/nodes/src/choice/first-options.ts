const labels = { en: ['First option', 'Second option'], de: ['Erste Möglichkeit', 'Zweite Möglichkeit'] } as const;

/** Options of a choice that was just added. */
export function firstOptions(language: keyof typeof labels): { id: string; label: string }[] {
  return labels[language].map((label, index) => ({ id: `option${index + 1}`, label }));
}
