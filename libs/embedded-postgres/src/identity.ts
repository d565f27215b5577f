/** A user of this machine that the server runs as. */
export interface Identity {
  uid: number;
  gid: number;
  name: string;
  /**
   * Whether it also keeps the one capability to pass through folders that are closed to it (CAP_DAC_READ_SEARCH): for a data directory below one of mode 0700.
   */
  passesThrough?: boolean;
}

/** How a program is run as a user: by the uid of the new process, or through setpriv where a capability is kept. */
export function commandAs({ file, args, identity }: { file: string; args: string[]; identity: Identity | undefined }): {
  file: string;
  args: string[];
  owner: { uid?: number; gid?: number };
} {
  if (!identity) return { file, args, owner: {} };
  const { uid, gid } = identity;
  if (!identity.passesThrough) return { file, args, owner: { uid, gid } };
  const capability = '+dac_read_search';
  const drop = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--bounding-set', `-all,${capability}`];
  const keep = ['--inh-caps', `-all,${capability}`, '--ambient-caps', `-all,${capability}`];
  return { file: 'setpriv', args: [...drop, ...keep, '--', file, ...args], owner: {} };
}
