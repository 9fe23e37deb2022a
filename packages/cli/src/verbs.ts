import type { Verb } from './verb.ts';
import { conformanceAdapter } from './verbs/conformance-adapter.ts';
import { deviceAdd } from './verbs/device-add.ts';
import { deviceList } from './verbs/device-list.ts';
import { deviceName } from './verbs/device-name.ts';
import { devicePair } from './verbs/device-pair.ts';
import { deviceRemove } from './verbs/device-remove.ts';
import { deviceSetRole } from './verbs/device-set-role.ts';
import { doctor } from './verbs/doctor.ts';
import { help } from './verbs/help.ts';
import { idShow } from './verbs/id-show.ts';
import { init } from './verbs/init.ts';
import { inviteCreate } from './verbs/invite-create.ts';
import { inviteList } from './verbs/invite-list.ts';
import { inviteRevoke } from './verbs/invite-revoke.ts';
import { keysList } from './verbs/keys-list.ts';
import { keysProtect } from './verbs/keys-protect.ts';
import { keysTest } from './verbs/keys-test.ts';
import { knock } from './verbs/knock.ts';
import { open } from './verbs/open.ts';
import { packExport } from './verbs/pack-export.ts';
import { packImport } from './verbs/pack-import.ts';
import { packShow } from './verbs/pack-show.ts';
import { packVerify } from './verbs/pack-verify.ts';
import { peopleBlock, peopleUnblock } from './verbs/people-block.ts';
import { peopleList } from './verbs/people-list.ts';
import { peopleName } from './verbs/people-name.ts';
import { recordAdd } from './verbs/record-add.ts';
import { recordGet } from './verbs/record-get.ts';
import { recordList } from './verbs/record-list.ts';
import { recordWatch } from './verbs/record-watch.ts';
import { recoveryDrill } from './verbs/recovery-drill.ts';
import { recoveryEnclave } from './verbs/recovery-enclave.ts';
import { recoveryJoin } from './verbs/recovery-join.ts';
import { recoveryKit } from './verbs/recovery-kit.ts';
import { recoveryRestore } from './verbs/recovery-restore.ts';
import { recoverySplit } from './verbs/recovery-split.ts';
import { relayStart } from './verbs/relay-start.ts';
import { shareCreate } from './verbs/share-create.ts';
import { shareList } from './verbs/share-list.ts';
import { shareRevoke } from './verbs/share-revoke.ts';
import { sync } from './verbs/sync.ts';
import { teamAdd } from './verbs/team-add.ts';
import { teamAudit } from './verbs/team-audit.ts';
import { teamCreate } from './verbs/team-create.ts';
import { teamLeave } from './verbs/team-leave.ts';
import { teamList } from './verbs/team-list.ts';
import { teamMembers } from './verbs/team-members.ts';
import { teamPolicy } from './verbs/team-policy.ts';
import { teamRemove } from './verbs/team-remove.ts';
import { teamRename } from './verbs/team-rename.ts';
import { teamRotate } from './verbs/team-rotate.ts';
import { teamSetRole } from './verbs/team-set-role.ts';
import { teamShow } from './verbs/team-show.ts';
import { teamTransfer } from './verbs/team-transfer.ts';
import { voteNo, voteWithdraw, voteYes } from './verbs/vote-cast.ts';
import { voteList } from './verbs/vote-list.ts';
import { voteAdmit, voteExpel, votePolicy, voteRole } from './verbs/vote-propose.ts';

/** Every verb, in the order of the help pages. */
export const VERBS: readonly Verb[] = [
  init,
  idShow,
  deviceList,
  devicePair,
  deviceAdd,
  deviceName,
  deviceSetRole,
  deviceRemove,
  keysList,
  keysTest,
  keysProtect,
  recoveryKit,
  recoveryDrill,
  recoverySplit,
  recoveryJoin,
  recoveryEnclave,
  recoveryRestore,
  teamList,
  teamCreate,
  teamShow,
  teamMembers,
  teamAudit,
  teamAdd,
  teamSetRole,
  teamTransfer,
  teamRename,
  teamPolicy,
  teamRotate,
  teamRemove,
  teamLeave,
  voteList,
  voteAdmit,
  voteExpel,
  voteRole,
  votePolicy,
  voteYes,
  voteNo,
  voteWithdraw,
  inviteCreate,
  inviteList,
  inviteRevoke,
  open,
  knock,
  peopleList,
  peopleName,
  peopleBlock,
  peopleUnblock,
  recordAdd,
  recordGet,
  recordList,
  recordWatch,
  shareCreate,
  shareList,
  shareRevoke,
  sync,
  relayStart,
  packExport,
  packImport,
  packVerify,
  packShow,
  doctor,
  conformanceAdapter,
  help,
];
