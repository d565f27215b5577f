/** German of what is said outside of the studio's own code, by the English sentence; `{0}` stands for what is filled in. */
export const germanOf: Readonly<Record<string, string>> = {
  connection: 'Anbindung',
  flow: 'Ablauf',
  model: 'Modell',
  variable: 'Variable',
};
