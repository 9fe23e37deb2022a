// All suites, and the files they make.
import type { SuiteFile } from './lock.ts';
import type { Suite } from './suite.ts';
import { acceptSuite } from './suites/accept.ts';
import { base64urlSuite } from './suites/base64url.ts';
import { batchSuite } from './suites/batch.ts';
import { decodeSuite } from './suites/decode.ts';
import { ed25519Suite } from './suites/ed25519.ts';
import { es256Suite } from './suites/es256.ts';
import { freshElsewhereSuite, freshSuite } from './suites/epochs-fresh.ts';
import { historySuite } from './suites/epochs-history.ts';
import { recipientsSuite } from './suites/epochs-recipients.ts';
import { sealedRecordsSuite } from './suites/epochs-records.ts';
import { framesDecodeSuite } from './suites/frames-decode.ts';
import { framesEncodeSuite } from './suites/frames-encode.ts';
import { idSuite } from './suites/id.ts';
import { idsSuite } from './suites/ids.ts';
import { initSuite } from './suites/init.ts';
import { jsonSuite } from './suites/json.ts';
import { keyDeriveSuite, keyThumbprintSuite } from './suites/keys.ts';
import { kitReadSuite } from './suites/kit-read.ts';
import { kitWriteSuite } from './suites/kit-write.ts';
import { ballotsCountSuite } from './suites/ballots-count.ts';
import { ballotsReadSuite } from './suites/ballots-read.ts';
import { linksReadSuite } from './suites/links-read.ts';
import { linksWriteSuite } from './suites/links-write.ts';
import { actsSuite } from './suites/log-acts.ts';
import { besideSuite } from './suites/log-beside.ts';
import { devicesSuite } from './suites/log-devices.ts';
import { joinsSuite } from './suites/log-joins.ts';
import { ordersSuite } from './suites/log-orders.ts';
import { pathsSuite } from './suites/log-paths.ts';
import { teamRecordsSuite } from './suites/log-records.ts';
import { throughSuite } from './suites/log-through.ts';
import { waitingSuite } from './suites/log-waiting.ts';
import { formsOfActsSuite } from './suites/ops-acts.ts';
import { formsOfEpochsSuite } from './suites/ops-epochs.ts';
import { formsSuite } from './suites/ops-forms.ts';
import { formsOfGuestsSuite } from './suites/ops-guests.ts';
import { formsOfInitSuite } from './suites/ops-init.ts';
import { opLimitsSuite, opNamesSuite } from './suites/ops-limits.ts';
import { formsOfMembersSuite } from './suites/ops-members.ts';
import { formsOfOffersSuite } from './suites/ops-offers.ts';
import { packSuite } from './suites/pack.ts';
import {
  receiveBoundsSuite,
  receiveLimitsSuite,
  receiveLogsSuite,
  receiveOpenSuite,
  receiveQueueSuite,
  receiveSuite,
} from './suites/receive.ts';
import { recordsBodySuite } from './suites/records-body.ts';
import { recordsClaimsSuite } from './suites/records-claims.ts';
import { recordsDecodeSuite } from './suites/records-decode.ts';
import { bodyCheckSuite } from './suites/secrecy-check.ts';
import { backOpenSuite, backWrapSuite, epochKeysSuite } from './suites/secrecy-epochs.ts';
import { keyboxCheckSuite, keyboxLimitsSuite } from './suites/secrecy-keybox-check.ts';
import { enclaveUserSuite, kitJoinSuite } from './suites/secrecy-kept.ts';
import { keyboxOpenSuite, keyboxSealSuite } from './suites/secrecy-keybox-open.ts';
import { bodyOpenSuite } from './suites/secrecy-open.ts';
import { bodySealSuite } from './suites/secrecy-seal.ts';
import { signSuite } from './suites/sign.ts';
import { signersSuite } from './suites/signers.ts';
import { certificateSuite } from './suites/sync-certificate.ts';
import { collectionHashSuite, orderKeySuite } from './suites/sync-order.ts';
import { snapshotsSuite } from './suites/snap-check.ts';
import { snapshotStateSuite } from './suites/snap-state.ts';
import { snapshotWeightSuite } from './suites/snap-weight.ts';
import { verifySuite } from './suites/verify.ts';
import { share } from './shared.ts';
import { writeJson } from './write-json.ts';

const SUITES: (() => Suite)[] = [
  base64urlSuite,
  idsSuite,
  jsonSuite,
  keyDeriveSuite,
  keyThumbprintSuite,
  idSuite,
  decodeSuite,
  verifySuite,
  es256Suite,
  signersSuite,
  batchSuite,
  ed25519Suite,
  signSuite,
  recordsDecodeSuite,
  recordsClaimsSuite,
  recordsBodySuite,
  initSuite,
  devicesSuite,
  actsSuite,
  joinsSuite,
  pathsSuite,
  waitingSuite,
  throughSuite,
  besideSuite,
  ordersSuite,
  formsSuite,
  formsOfMembersSuite,
  formsOfOffersSuite,
  formsOfActsSuite,
  formsOfGuestsSuite,
  formsOfInitSuite,
  formsOfEpochsSuite,
  opLimitsSuite,
  opNamesSuite,
  kitReadSuite,
  kitWriteSuite,
  linksReadSuite,
  linksWriteSuite,
  snapshotStateSuite,
  snapshotsSuite,
  snapshotWeightSuite,
  ballotsReadSuite,
  ballotsCountSuite,
  acceptSuite,
  teamRecordsSuite,
  epochKeysSuite,
  bodyCheckSuite,
  bodyOpenSuite,
  bodySealSuite,
  keyboxCheckSuite,
  keyboxLimitsSuite,
  keyboxOpenSuite,
  keyboxSealSuite,
  freshSuite,
  freshElsewhereSuite,
  historySuite,
  recipientsSuite,
  sealedRecordsSuite,
  backWrapSuite,
  backOpenSuite,
  enclaveUserSuite,
  kitJoinSuite,
  collectionHashSuite,
  orderKeySuite,
  certificateSuite,
  framesDecodeSuite,
  framesEncodeSuite,
  receiveSuite,
  receiveLogsSuite,
  receiveOpenSuite,
  receiveLimitsSuite,
  receiveBoundsSuite,
  receiveQueueSuite,
  packSuite,
];

// Cases and what they share are spread over lines; what is inside a case stays on one line each.
const FILE_DEPTH = 3;

/** Builds every suite. */
export function buildTree(): SuiteFile[] {
  return SUITES.map((build) => {
    const suite = build();
    const { command } = suite.head;
    return {
      path: `${suite.head.suite}.json`,
      text: writeJson(share(suite.file()), FILE_DEPTH),
      command,
      cases: suite.cases,
    };
  });
}
