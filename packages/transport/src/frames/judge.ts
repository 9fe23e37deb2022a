import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { MessageShape } from '../generated/shapes.ts';

/** The codes of a frame that is refused. */
export type FrameCode = 'E_FRAME' | 'E_MESSAGE';

/** The shapes of the messages that may occur, by `m`. */
export type Shapes<M> = ReadonlyMap<string, MessageShape<M>>;

/**
 * The message that a CBOR map stands for, without the members that are to be ignored. (SYN-005, SYN-006, SYN-007, SYN-008)
 * `z` is not looked into.
 */
export function judgeMessage<M>(map: ReadonlyMap<unknown, unknown>, shapes: Shapes<M>): Result<M, FrameCode> {
  const m = map.get('m');
  const shape = typeof m === 'string' ? shapes.get(m) : undefined;
  if (shape === undefined) return refuse('E_MESSAGE', 'SYN-005');
  for (const name of map.keys()) {
    if (String(name).startsWith('!') && !shape.members.has(String(name))) return refuse('E_MESSAGE', 'SYN-006');
  }
  const message: Record<string, unknown> = {};
  for (const name of shape.members) {
    if (map.has(name)) message[name] = map.get(name);
  }
  return shape.fits(message) ? accept(message) : refuse('E_FRAME', 'SYN-008');
}
