// The accumulated case of the tests: order keys of a thousand records that differ in user, collection, moment and id.
import type { JsonObject } from '../../runner/json.ts';

const derived = (label: string, form: JsonObject): JsonObject => ({ $derived: { label, ...form } });
const user = derived('user', { base64url: 32 });

const claims: JsonObject = {
  $concat: [
    { $b64u: '' },
    '{"iss":"',
    user,
    '","col":"v:com.example.c',
    derived('col', { decimal: 1000 }),
    '","tag":"x","dig":"',
    derived('dig', { base64url: 32 }),
    '","len":2,"seq":1,"t":',
    derived('t', { decimal: 2 ** 53 - 1 }),
    ',"au":["',
    user,
    '"]}',
  ],
};

export const ACCUMULATED: JsonObject = {
  id: 'sync/order/accumulated',
  title: 'a thousand order keys',
  requirements: ['SYN-001'],
  flags: [],
  kind: 'edge',
  level: 'must',
  since: '0.1',
  input: { typ: 'allod-rec', claims, id: derived('id', { base64url: 32 }) },
  accumulate: {
    n: 1000,
    every: 400,
    seedLabel: 'acc/order-key',
    checkpoints: ['HAur4-Mo0AFLdJsSs5UnHrRJB9UWsmNTWvbPUtVVtWE', 'XH84Nb7pFxNLR2uxDDacnw3eYCIWO-F18NY52BFBQIw'],
    digest: 'jIABn5vh9opHc2TdfASU2O-pDMD0v4mF1l21JDqS3k0',
  },
  provenance: { origin: 'generated', by: 'allod' },
};
