/** Of who answers requests: owns nothing, bypasses nothing, and sees the rows of the workspace that its transaction names. */
export const APP_ROLE = 'patchbay_app';
/** Of jobs across workspaces: sees the rows of all of them, by a policy of its own. */
export const WORKER_ROLE = 'patchbay_worker';
