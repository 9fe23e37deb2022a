// The commands of TP/1 that chapter 03 §7 and §8 of the model answer.
import { bytes, text, type Input } from './command-values.ts';
import type { Json } from './conventions.ts';
import { keysOfSeed } from './kit.ts';
import { keysOfInvite, type Link } from './links.ts';
import type { Model } from './model.ts';

type Answer = Record<string, unknown>;

/** Kits and links: `read` takes a text, `write` gives one. */
export const KIT_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Answer>> = {
  'kit.read': (model, input) => {
    const { sig, enc } = keysOfSeed(model, model.readKit(text(input['text'])), 'kit');
    return { kid: model.thumbprint(sig), sig, enc };
  },
  'kit.write': (model, input) => ({ text: model.kitText(model.kitEntropy(bytes(input['seed']))) }),
  'link.read': (model, input) => answerOf(model, model.readLink(text(input['text']))),
  'link.write': (model, input) => {
    const { url, kind, data } = input;
    return { text: model.writeLink({ url: text(url), kind: text(kind), json: JSON.stringify(data) }) };
  },
};

function answerOf(model: Model, link: Link): Answer {
  const { url, kind, members } = link;
  const keys = keysOfInvite(model, link);
  return { url, kind, data: plain(members), ...(keys === undefined ? {} : { key: keys.sig, enc: keys.enc }) };
}

/** JSON of TP/1 for JSON of the model. */
export function plain(value: Json): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
}
