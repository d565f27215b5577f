/** An event as a client gets it: any field may be there. */
export interface ChatEvent {
  type: string;
  seq?: number;
  at?: string;
  episode?: number;
  turnId?: string | null;
  id?: string;
  messageId?: string;
  attempt?: number;
  offset?: number;
  text?: string;
  role?: string;
  kind?: string;
  code?: string;
  stopped?: boolean;
  waitingFor?: { kind: string };
  token?: string;
  [field: string]: unknown;
}
