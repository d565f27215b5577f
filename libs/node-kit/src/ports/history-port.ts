export interface HistoryMessage {
  role: 'user' | 'bot' | 'agent' | 'system';
  text: string;
}

/** The messages of this conversation's current episode, those of the running turn included, oldest first. */
export interface HistoryPort {
  last(count: number): Promise<HistoryMessage[]>;
}
