import { DOCUMENT_LIMITS } from '@patchbay/flow-spec';

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
    /** Events, stops and files. */
    readsByAddress: { burst: 2_400, perSecond: 80 },
    readsByConversation: { burst: 240, perSecond: 4 },
    uploadsByAddress: { burst: 100, perSecond: 1 },
    uploadsByConversation: { burst: 20, perSecond: 0.1 },
  },
  /** What is held at once: requests that are worked on, and streams that follow a conversation. */
  atOnce: {
    requestsByAddress: 256,
    streamsByAddress: 500,
    streamsByConversation: 8,
    /** Each is in memory while it is read: of a process, and of an address. */
    uploads: 16,
    uploadsByAddress: 8,
  },
  /** Files that users send along; the size of one is a setting of the flow. */
  files: {
    room: {
      /** Of a conversation. */
      files: 50,
      bytes: 100_000_000,
      workspaceBytes: 10_000_000_000,
    },
    /** What flows read of a text, and of the texts of one message together. */
    textCharacters: 20_000,
    textCharactersOfMessage: 50_000,
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
  /** Tests of drafts. They are kept in the memory of the process that began them. */
  preview: {
    /** How many a process keeps, and how long one that nobody uses. */
    most: 500,
    idleMs: 60 * 60_000,
    /** How long one stands still at a breakpoint before its turn is ended. */
    pauseMs: 15 * 60_000,
    /** What is kept of one to be looked at: events, steps, and characters of its steps as JSON. */
    events: 5_000,
    steps: 2_000,
    stepCharacters: 8_000_000,
    /** Of one step: characters of a text, items of a list. */
    stepText: 100_000,
    stepItems: 2_000,
    /** Files that were sent to one, their bytes, and those of all tests of the process. */
    files: 20,
    fileBytes: 50_000_000,
    allFileBytes: 300_000_000,
  },
  /** Test cases of a flow. */
  tests: {
    most: 500,
    /** Characters of one, and of what is pinned to a node, as JSON. */
    characters: 1_000_000,
    pinCharacters: 200_000,
    /** How long one may run, and how many are run at once by one call. */
    runMs: 60_000,
    atOnce: 4,
  },
  /** Of a WebSocket by which a draft is edited together. */
  together: {
    /** A message may hold a whole document. */
    messageBytes: DOCUMENT_LIMITS.bytes + 64 * 1024,
    /** Of one socket. Pointers move, so this is wide; programs that flood are cut off. */
    messages: { burst: 400, perSecond: 60 },
    /** Of one socket: messages that wait for the one before them. */
    mostQueued: 200,
    /** Open tabs of one person, and of one process. */
    socketsByPerson: 40,
    sockets: 5_000,
    /** Handshakes that are looked at at once. */
    handshakes: 100,
    /** With more than this unsent, a reader is not told where others point; with more than the other, it is cut off and catches up later. */
    busyBytes: 256 * 1024,
    mostBufferedBytes: 16 * 1024 * 1024,
    /** How often it is asked whether the other side lives, and whether it still may. Milliseconds. */
    beatMs: 15_000,
    checkMs: 5_000,
    /** How soon after the end of a process its tabs are asked to come back, at the earliest. Milliseconds. */
    retryMs: 500,
  },
  /** Of one flow. */
  comments: { threads: 1_000, inThread: 200 },
  /** How long whoever deleted a connection or a comment may bring it back. */
  undoMs: 60 * 60_000,
  sharing: {
    /** How often replicas tell each other what they counted. */
    everyMs: 1_000,
    /** Buckets that are emptier than this part of their burst are shared: who asks little costs no write. */
    below: 0.5,
    /** Buckets shared at once. */
    most: 5_000,
  },
} as const;
