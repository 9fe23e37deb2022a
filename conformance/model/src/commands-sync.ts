// The commands of TP/1 that chapter 06 of the model answers.
import { bytes, bytesValue, text, type Input } from './command-values.ts';
import type { Model } from './model.ts';
import type { SetItem } from './sync.ts';

/** `order.key`, `col.hash` and `sync.cert`. */
export const SYNC_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Record<string, unknown>>> = {
  'order.key': (model, input) => ({ key: bytesValue(model.orderKey(setItem(input))) }),
  'col.hash': (model, input) => ({ hash: bytesValue(model.collectionHash(text(input['col']))) }),
  'sync.cert': (model, input) => {
    const { n, cert, lanes } = model.summarise((input['items'] as Input[]).map(setItem));
    return { n, cert: bytesValue(cert), lanes: bytesValue(lanes) };
  },
};

function setItem(input: Input): SetItem {
  return { typ: text(input['typ']), claims: bytes(input['claims']), id: text(input['id']) };
}
