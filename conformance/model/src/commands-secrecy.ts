// The commands of TP/1 that chapter 04 of the model answers, as far as no log is needed.
import { bytes, bytesValue, text, type Input } from './command-values.ts';
import { keysOfSeed } from './kit.ts';
import type { Model } from './model.ts';
import { backKey, privateKey, type Access, type BodyPlace } from './secrecy.ts';
import { keyInCollection } from './secrecy-bodies.ts';
import { JSON_TYPE } from './secrecy-content.ts';
import type { SealedTo } from './secrecy-sealing.ts';
import type { Jwk } from './statements.ts';

type Answer = Record<string, unknown>;

const ACCESS_BY_NAME: Readonly<Record<string, Access['of']>> = {
  content: 'content',
  record: 'record',
  collection: 'collection',
  es: 'epoch',
  private: 'private',
};

/** Keys of epochs, sealed bodies, keyboxes, the way back, and what a user keeps. */
export const SECRECY_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Answer>> = {
  'epoch.keys': keysOfEpoch,
  'body.check': (model, input) => {
    const { form, eid } = model.checkSealed(bytes(input['body']));
    return { form, eid };
  },
  'body.open': (model, input) => {
    const [place, access] = [placeOf(input['slot']), accessOf(input['with'])];
    const { content, cty } = model.openBody({ body: bytes(input['body']), place, access });
    return { content: bytesValue(content), cty };
  },
  'body.seal': (model, input) => {
    const cty = input['cty'] === undefined ? JSON_TYPE : text(input['cty']);
    const content = { content: bytes(input['content']), cty };
    const randomness = { random: bytes(input['random']), secret: bytes(input['secret']) };
    const [place, to] = [placeOf(input['slot']), sealedTo(input['to'])];
    return { body: bytesValue(model.sealBody({ place, content, to, randomness })) };
  },
  'keybox.check': (model, input) => {
    const { recipients } = model.checkKeybox(bytes(input['body']));
    return { recipients: recipients.map(({ kid }) => kid) };
  },
  'keybox.open': (model, input) => {
    const [log, kid] = [text(input['log']), text(input['kid'])];
    const mine = { kid, privateKey: bytes(input['private']) };
    const es = model.openKeybox({ body: bytes(input['body']), log, jwk: input['jwk'] as Jwk, ...mine });
    return { es: bytesValue(es) };
  },
  'keybox.seal': (model, input) => {
    const recipients = (input['recipients'] as Input[]).map((each) => {
      return { kid: text(each['kid']), jwk: each['jwk'] as Jwk, ephemeral: bytes(each['random']) };
    });
    const [secret, cek, iv] = [bytes(input['es']), bytes(input['cek']), bytes(input['iv'])];
    return { body: bytesValue(model.sealKeybox({ log: text(input['log']), secret, recipients, cek, iv })) };
  },
  'back.wrap': (model, input) => ({ ...model.wrapBack(bytes(input['es']), bytes(input['earlier'])) }),
  'back.open': (model, input) => {
    const entry = { eid: text(input['eid']), w: text(input['w']) };
    const es = model.openBack(bytes(input['es']), entry);
    return es === undefined ? {} : { es: bytesValue(es) };
  },
  'enclave.user': (model, input) => ({ ...model.enclaveUser(bytes(input['key']), text(input['name'])) }),
  'kit.join': (model, input) => {
    const seed = model.joinShares((input['shares'] as unknown[]).map(text));
    const { sig, enc } = keysOfSeed(model, seed, 'kit');
    return { kid: model.thumbprint(sig), sig, enc };
  },
};

function keysOfEpoch(model: Model, input: Input): Answer {
  const secret = bytes(input['es']);
  const jwk = model.epochKey(secret);
  const own = { jwk, eid: model.thumbprint(jwk), private: bytesValue(privateKey(model, secret)) };
  const answer: Answer = { ...own, back: bytesValue(backKey(model, secret)) };
  const { col, tag, slot } = input;
  if (col !== undefined) {
    const key = model.collectionKey(secret, text(col));
    answer['collection'] = bytesValue(key);
    if (tag !== undefined) answer['record'] = bytesValue(model.recordKey(key, text(tag)));
  }
  if (slot !== undefined) {
    const place = placeOf(slot);
    const key = model.collectionKey(secret, place.col);
    answer['content'] = bytesValue(keyInCollection(model, key, { place, slot: model.slotOf(place) }));
  }
  return answer;
}

function placeOf(value: unknown): BodyPlace {
  const { iss, col, kid, seq, tag } = value as Input;
  const place = { iss: text(iss), col: text(col), kid: text(kid), seq: Number(seq) };
  return tag === undefined ? place : { ...place, tag: text(tag) };
}

function accessOf(value: unknown): Access {
  const given = value as Input;
  const [name] = Object.keys(given);
  const of = ACCESS_BY_NAME[name ?? ''];
  if (name === undefined || of === undefined) throw new TypeError(`no key is called ${name ?? ''}`);
  return { of, key: bytes(given[name]) };
}

function sealedTo(value: unknown): SealedTo {
  const { es, jwk } = value as Input;
  return es === undefined ? { jwk: jwk as Jwk } : { secret: bytes(es) };
}
