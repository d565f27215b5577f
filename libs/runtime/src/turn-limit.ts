const messages = {
  'turn.too_many_steps': 'The flow went through too many steps without waiting for the user.',
  'turn.too_long': 'The flow took too long.',
  'turn.timeout': 'The turn took too long.',
} as const;

export type TurnLimitCode = keyof typeof messages;

/** A limit of the turn that was passed: the turn ends, the conversation stays. */
export class TurnLimit extends Error {
  readonly code: TurnLimitCode;

  constructor(code: TurnLimitCode) {
    super(messages[code]);
    this.name = 'TurnLimit';
    this.code = code;
  }
}
