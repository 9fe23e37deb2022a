import { describe, expect, it } from 'vitest';
import { Inbox } from '../src/inbox.ts';

/** What an inbox delivers, as it comes; `during` is called with each frame. */
function listen(inbox: Inbox, during: () => void = () => undefined): unknown[] {
  const heard: unknown[] = [];
  inbox.listen({
    frame(bytes) {
      heard.push(bytes[0]);
      during();
    },
    closed: ({ code }) => heard.push(code),
  });
  return heard;
}

describe('an inbox', () => {
  it('keeps frames and the end for who listens later', () => {
    const inbox = new Inbox();
    inbox.frame(Uint8Array.of(1));
    inbox.frame(Uint8Array.of(2));
    inbox.closed({ code: 1000, reason: '' });
    expect(listen(inbox)).toEqual([1, 2, 1000]);
  });

  it('delivers what comes while it delivers what waited in the order it came', () => {
    const inbox = new Inbox();
    inbox.frame(Uint8Array.of(1));
    inbox.frame(Uint8Array.of(2));
    let more = 3;
    const heard = listen(inbox, () => {
      if (more < 5) inbox.frame(Uint8Array.of(more++));
    });
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it('delivers no frame after it was stopped, not even one that waits, and then the end', () => {
    const inbox = new Inbox();
    inbox.frame(Uint8Array.of(1));
    inbox.frame(Uint8Array.of(2));
    const heard = listen(inbox, () => inbox.stop());
    inbox.frame(Uint8Array.of(3));
    inbox.closed({ code: 4400, reason: '' });
    expect(heard).toEqual([1, 4400]);
  });

  it('delivers nothing after the end, and the end once', () => {
    const inbox = new Inbox();
    const heard = listen(inbox);
    inbox.closed({ code: 1006, reason: '' });
    inbox.frame(Uint8Array.of(1));
    inbox.closed({ code: 1000, reason: '' });
    expect(heard).toEqual([1006]);
  });

  it('is listened to once', () => {
    const inbox = new Inbox();
    listen(inbox);
    expect(() => listen(inbox)).toThrow(TypeError);
  });
});
