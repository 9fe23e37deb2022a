// Chapter 04 §2.3 to §2.6: the rules about epochs and logs that tests switch off one by one, to see that something notices.

/** A rule by what it says. */
export type EpochRule = (typeof EPOCH_RULES)[number];

/** All of them. */
export const EPOCH_RULES = [
  // What an exit is
  'a set below reader is an exit',
  'the loss of a capability to read is an exit',
  'the removal of an invite with enc is an exit',
  'whoever retires himself is not believed',
  'who was retired rotates nobody',
  'a struck removal is no exit',
  'an exit ends what was given beside it',
  // What is fresh
  'an exit is known by what comes behind it',
  'an exit is alive where it is known',
  'a struck admission ends what followed it',
  'a struck announcement announces nothing',
  'a top-up announces nothing',
  'every announcement is asked',
  'what follows an announcement is asked',
  'other logs are asked',
  'teams below teams are asked',
  'knowledge comes through other logs',
  'who joins brings no exits',
  // Which is current
  'the last epoch is current',
  'the lowest of several is current',
  'an epoch that ends is never current',
  'the least end counts',
  // Who may have a keybox
  'recipients are members at the parents',
  'guests are no recipients',
  'recipients have keys',
  'epochs of recipients are fresh',
  'epochs of recipients do not end',
  'a removed invite is no recipient',
  'an invite falls with its inviters',
  // Looking back
  'joined is strict',
  'who is gone has not joined',
  'who could read before has not joined',
  'every announcement is behind the joins',
  'beside a join is not behind it',
  'an invite has joined',
  'who had the epoch has joined',
] as const;
