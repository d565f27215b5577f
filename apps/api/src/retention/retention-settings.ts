/** How long what was said is kept. Days. */
export interface RetentionSettings {
  /** After the last event of a conversation; undefined keeps it. */
  conversationDays: number | undefined;
  /** After a run. */
  traceDays: number;
}
