/**
 * Every limit of the sandbox in one place. Sizes are bytes of UTF-8 unless the name says otherwise, times are milliseconds.
 * What a flow's author sets (`timeoutMs`, `memoryMb`) is clamped to the range given here.
 */
export const SANDBOX_LIMITS = {
  /** What a script may be given and give back. */
  codeBytes: 256 * 1024,
  inputBytes: 1024 * 1024,
  outputBytes: 256 * 1024,
  /** Arrays and objects within each other; deeper results would overflow the stack of whoever walks them. */
  outputDepth: 200,

  /** Console lines kept of a run, the characters of one line, and the characters of all lines together. */
  logEntries: 100,
  logEntryChars: 4_000,
  logChars: 64_000,
  /** Name and message of what a script threw, in characters. */
  errorNameChars: 100,
  errorMessageChars: 2_000,
  errorStackChars: 4_000,
  /** `setTimeout` calls that wait at the same time. */
  pendingTimers: 64,
  /** Times that a script may set or clear a timer; then its worker is killed. */
  bridgeCalls: 20_000,

  minTimeoutMs: 1,
  maxTimeoutMs: 30_000,
  /** isolated-vm takes no less than 8. */
  minMemoryMb: 8,
  maxMemoryMb: 256,

  /** After a script's own limit, for its last answer to cross. Then its process is killed. */
  wallGraceMs: 20,
  /** From handing a run to an idle worker to the worker's word that it began. */
  startMs: 3_000,
  /** From a script's result to its isolate being at rest. What it left running (promises nobody awaited) costs the worker its life. */
  settleMs: 200,
  /** From starting a process to its first word. Generous: machines start busy. */
  bootMs: 20_000,

  /** How often the parent reads a running worker's resident memory. A run shorter than this is never looked at. */
  memoryPollMs: 10,
  /** A worker is killed above: what it held when it was ready + `memoryFactor` × `memoryMb` + `memorySlackMb`. */
  memoryFactor: 2,
  memorySlackMb: 24,
  /** Processor time of all threads of a worker during a run: above `cpuFactor` × its time limit + `cpuSlackMs` it is killed. Read at every fifth look. */
  cpuFactor: 2,
  cpuSlackMs: 200,
  looksBetweenCpu: 5,

  /** One line of a worker's answers. A worker that writes more is not ours any more. */
  messageChars: 2 * 1024 * 1024,

  /** Processes at most; unassigned ones kept ready among them. */
  workers: 4,
  spares: 1,
  /** Spares where each run has a process of its own (`strict`). */
  strictSpares: 3,
  /** Runs that wait for a worker at most, and how long one waits; then `sandbox_busy`. */
  queueLimit: 256,
  queueTimeoutMs: 5_000,
  /** Of those that wait, the share that one workspace may have. Of the workers, it keeps at most all but one busy. */
  queueShare: 0.25,
  /** A worker is retired after so many runs, or when it was bound and did nothing for so long. */
  runsPerWorker: 500,
  idleMs: 60_000,
  /** Runs of one flow in one isolate at most, each in a context of its own; an isolate that holds more than this share of its memory is given up. */
  runsPerIsolate: 50,
  keptHeapShare: 0.5,
  /** A run whose flow has a worker that is busy waits so long for it before it takes a fresh one. */
  affinityWaitMs: 15,
  /** A run whose flow has no worker takes one from a flow that keeps all of them busy after so long. */
  fairnessMs: 250,
  /** With no worker unassigned, a bound one that did nothing for so long makes room for a spare. */
  spareAfterMs: 2_000,
  /** More flows than workers within this time: half of the workers are kept unassigned, because a bound one is seldom asked again. */
  crowdMs: 10_000,
  /** Starts that may fail one after another before waiting runs are turned away, and the longest pause between tries. */
  bootFailures: 3,
  bootBackoffMs: 5_000,

  /** From starting a runner to its word that scripts are run: three boots of a worker may fail meanwhile. */
  runnerReadyMs: 90_000,
  /** Beyond a run's own limit and its wait in the queue, for a runner's answer. One that takes longer hangs, and is ended. */
  runnerAnswerMs: 30_000,
  /** From being told to end to having ended with its workers. Then it is killed. */
  runnerEndMs: 10_000,

  /** Of the processor, for stripping the types of one script; its thread is ended then, and also when unused for `stripIdleMs`. */
  stripMs: 5_000,
  /** The longest that it may take by the clock, on a machine that has no time for it. */
  stripMostMs: 60_000,
  stripIdleMs: 5_000,
} as const;

/** The part of the limits that a worker and the code in its isolate must know. */
export type GuestLimits = Pick<
  typeof SANDBOX_LIMITS,
  | 'outputBytes'
  | 'logEntries'
  | 'logEntryChars'
  | 'logChars'
  | 'errorNameChars'
  | 'errorMessageChars'
  | 'errorStackChars'
  | 'pendingTimers'
  | 'bridgeCalls'
  | 'maxTimeoutMs'
  | 'runsPerIsolate'
  | 'keptHeapShare'
>;
