/** Of this build, as other processes and people read it. */
export const RELEASE = '0.1.0';
