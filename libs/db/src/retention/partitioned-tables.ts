/** Table of which each partition holds a range of ids, and so of time: ids are UUIDv7. */
export interface PartitionedTable {
  name: 'event' | 'usage' | 'run_trace';
  column: 'conversation_id' | 'run_id';
  /** Whether rows live as long as their conversation, or for a number of days of their own. */
  life: 'conversation' | 'own';
}

/** By the time their conversation began: all of a conversation is in one partition, which every statement on it finds by its id. */
export const conversationPartitions = [
  { name: 'event', column: 'conversation_id', life: 'conversation' },
  { name: 'usage', column: 'conversation_id', life: 'conversation' },
] as const satisfies PartitionedTable[];

/** By the time of the run. */
export const tracePartitions = { name: 'run_trace', column: 'run_id', life: 'own' } as const satisfies PartitionedTable;

export const partitionedTables: readonly PartitionedTable[] = [...conversationPartitions, tracePartitions];

/** Where rows stand that belong to no other partition: ids from before the first one, or from when none was made ahead. */
export function restOf(table: PartitionedTable): string {
  return `${table.name}_rest`;
}

/** Tables whose rows go one by one, together with the row of their conversation. */
export const rowsOfConversation = ['turn', 'effect', 'timer', 'run_state', 'turn_stop', 'conversation_file'] as const;
