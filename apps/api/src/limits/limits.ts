/**
 * Every limit on how much somebody may ask of an installation, in one place; `docs/limits.md` tells of them. Those of a document's size are in flow-spec
 * (`DOCUMENT_LIMITS`), those of a body's in `limit-bodies.ts`.
 */
export const LIMITS = {
  /** Token buckets: `burst` at once, `perSecond` in the long run. Generous for people, even many behind one address; narrow for programs. */
  rates: {
    opensByAddress: { burst: 300, perSecond: 10 },
    turnsByAddress: { burst: 1_200, perSecond: 40 },
    turnsByConversation: { burst: 120, perSecond: 2 },
    turnsByBot: { burst: 6_000, perSecond: 200 },
    turnsByWorkspace: { burst: 12_000, perSecond: 400 },
  },
  signIn: {
    windowMs: 15 * 60_000,
    /** Failures for one e-mail address from one network address. */
    pair: 8,
    /** Failures from one network address. */
    address: 40,
    /** Failures for one e-mail address. */
    email: 100,
    /** Counters kept. */
    most: 50_000,
  },
  sharing: {
    /** How often replicas tell each other what they counted. */
    everyMs: 1_000,
    /** Buckets that are emptier than this part of their burst are shared: who asks little costs no write. */
    below: 0.5,
    /** Buckets shared at once. */
    most: 5_000,
  },
} as const;
