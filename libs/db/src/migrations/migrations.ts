import { Initial1764000000000 } from './1764000000000-initial.ts';
import { DurableRuns1764100000000 } from './1764100000000-durable-runs.ts';
import { Partitions1764200000000 } from './1764200000000-partitions.ts';
import { GroupedCommits1764300000000 } from './1764300000000-grouped-commits.ts';
import { WorkspaceFunctions1764400000000 } from './1764400000000-workspace-functions.ts';
import { Replicas1764410000000 } from './1764410000000-replicas.ts';
import { SharedCounts1764450000000 } from './1764450000000-shared-counts.ts';
import { Egress1764460000000 } from './1764460000000-egress.ts';
import { FlowTests1764470000000 } from './1764470000000-flow-tests.ts';
import { Preferences1764480000000 } from './1764480000000-preferences.ts';
import { Invitations1764490000000 } from './1764490000000-invitations.ts';
import { DraftCollisions1764500000000 } from './1764500000000-draft-collisions.ts';
import { Comments1764510000000 } from './1764510000000-comments.ts';
import { GivenUpRuns1764520000000 } from './1764520000000-given-up-runs.ts';
import { ConversationFiles1764530000000 } from './1764530000000-conversation-files.ts';
import { RecentlyDeleted1764540000000 } from './1764540000000-recently-deleted.ts';
import { ReplicaAddresses1764550000000 } from './1764550000000-replica-addresses.ts';

/** All migrations, oldest first. A migration that was released never changes. */
export const migrations = [
  Initial1764000000000,
  DurableRuns1764100000000,
  Partitions1764200000000,
  GroupedCommits1764300000000,
  WorkspaceFunctions1764400000000,
  Replicas1764410000000,
  SharedCounts1764450000000,
  Egress1764460000000,
  FlowTests1764470000000,
  Preferences1764480000000,
  Invitations1764490000000,
  DraftCollisions1764500000000,
  Comments1764510000000,
  GivenUpRuns1764520000000,
  ConversationFiles1764530000000,
  RecentlyDeleted1764540000000,
  ReplicaAddresses1764550000000,
];
