/** Codes whose messages are the product's own, and name nothing of the inside. */
const OWN = /^(turn|handoff|effect|node)\./;

/** What an end user's client is told of a failure: its code, and no address, line or answer of a system that the trace alone should show. */
export function publicError<Failure extends { code: string; message: string }>(failure: Failure): Failure {
  return OWN.test(failure.code) ? failure : { ...failure, message: 'A step of this conversation failed.' };
}
