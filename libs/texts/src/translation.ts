/** A namespace in another language: every key of the English one, and no other. */
export type Translation<Texts extends Record<string, string>> = { [Key in keyof Texts]: string };
