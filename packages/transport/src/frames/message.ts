import type { GotMessage, Item, ItemsMessage, Message } from '../generated/messages.ts';

/** `items` as it is handed over: what was compressed is inflated. */
export interface ReceivedItems extends Omit<ItemsMessage, 'i' | 'z' | 'zn'> {
  readonly i: readonly Item[];
}

/** `got` as it is handed over: what was compressed is inflated. */
export interface ReceivedGot extends Omit<GotMessage, 'z' | 'zn'> {}

/** A message as it is handed over. */
export type Received<M> = M extends ItemsMessage ? ReceivedItems : M extends GotMessage ? ReceivedGot : M;

/** A message of a frame that was accepted. Every one is a {@link Message}. */
export type ReceivedMessage = Received<Message>;
