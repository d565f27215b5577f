import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
// Classes of SQLSTATE: connection exceptions, operator intervention (a server that shuts down or starts), a lack of room, memory or connections, failing disks, and a
// primary that is a standby now.
const states = /^(08...|57P0.|53...|58030|25006)$/;

/** Whether an error says that the database cannot be reached, rather than that a query was wrong. */
export function isDatabaseDown(error: unknown): boolean {
  // A connection that breaks within a transaction is taken from it, and its next statement fails so.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError)
    return true;
  const cause = typeof error === 'object' && error !== null && 'driverError' in error ? error.driverError : error;
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const call = 'syscall' in cause && typeof cause.syscall === 'string' ? cause.syscall : '';
  if (states.test(code)) return true;
  if (network.has(code) && (call === 'connect' || call === 'read' || call === 'write')) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/.test(
    cause.message,
  );
}
