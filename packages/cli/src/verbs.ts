import type { Verb } from './verb.ts';
import { conformanceAdapter } from './verbs/conformance-adapter.ts';
import { doctor } from './verbs/doctor.ts';
import { help } from './verbs/help.ts';
import { idShow } from './verbs/id-show.ts';
import { init } from './verbs/init.ts';
import { packExport } from './verbs/pack-export.ts';
import { packImport } from './verbs/pack-import.ts';
import { packShow } from './verbs/pack-show.ts';
import { packVerify } from './verbs/pack-verify.ts';
import { recordAdd } from './verbs/record-add.ts';
import { recordGet } from './verbs/record-get.ts';
import { recordList } from './verbs/record-list.ts';
import { recordWatch } from './verbs/record-watch.ts';
import { relayStart } from './verbs/relay-start.ts';
import { sync } from './verbs/sync.ts';

/** Every verb, in the order of the help pages. */
export const VERBS: readonly Verb[] = [
  init,
  idShow,
  recordAdd,
  recordGet,
  recordList,
  recordWatch,
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
