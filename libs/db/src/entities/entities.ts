import { apiKeyEntity } from './api-key.ts';
import { appUserEntity } from './app-user.ts';
import { auditEntryEntity } from './audit-entry.ts';
import { botAddressEntity } from './bot-address.ts';
import { connectionEntity } from './connection.ts';
import { flowDraftEntity } from './flow-draft.ts';
import { flowEntity } from './flow.ts';
import { flowOperationEntity } from './flow-operation.ts';
import { flowVersionEntity } from './flow-version.ts';
import { invitationEntity } from './invitation.ts';
import { membershipEntity } from './membership.ts';
import { sessionEntity } from './session.ts';
import { settingEntity } from './setting.ts';
import { setupTokenEntity } from './setup-token.ts';
import { workspaceEntity } from './workspace.ts';
import { workspaceVariableEntity } from './workspace-variable.ts';

/** Tables that are reached through TypeORM. The hot tables are not: their reads and writes are functions and prepared statements. */
export const entities = [
  workspaceEntity,
  appUserEntity,
  membershipEntity,
  sessionEntity,
  apiKeyEntity,
  invitationEntity,
  setupTokenEntity,
  settingEntity,
  auditEntryEntity,
  flowEntity,
  flowDraftEntity,
  flowOperationEntity,
  flowVersionEntity,
  botAddressEntity,
  connectionEntity,
  workspaceVariableEntity,
];
