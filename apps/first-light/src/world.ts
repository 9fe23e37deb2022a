import type { Countries } from './countries.ts';

/** A relay that listens. */
export interface RunningRelay {
  readonly pid: number;
  readonly port: number;
  /** Its page that lists what it holds. */
  readonly url: string;
  /** Where links go. */
  readonly linkUrl: string;
  /** Resolves when its process is gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends its process with SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** What a sync came to, in statements. */
export interface Synced {
  readonly received: number;
  readonly sent: number;
  /** By either side. */
  readonly refused: number;
  /** Kept, and not decided. */
  readonly parked: number;
}

/** A record to be written. */
export interface NewRecord {
  readonly tag?: string;
  readonly json: unknown;
}

/** A link that is made again whenever it breaks. */
export interface Live {
  /** Resolves when there is a link and both sides have sent what they had, at once when that is so. */
  current(): Promise<void>;
  /** Resolves when there is no link, at once when that is so. */
  broken(): Promise<void>;
  close(): Promise<void>;
}

/** One device, with Ada's records. Whatever is refused rejects, with the code in its words. */
export interface Device {
  readonly name: string;
  /** Its folder. */
  readonly home: string;
  /** How many of Ada's statements it holds. */
  count(): Promise<number>;
  /** SHA-256 in hexadecimal over the sorted ids of Ada's statements that it holds. */
  digest(): Promise<string>;
  /** Signs and stores one record each; gives their ids. */
  write(col: string, records: readonly NewRecord[]): Promise<readonly string[]>;
  /** What Ada's records in a collection say, by tag, as far as it is here and this device can open it. */
  read(col: string): Promise<ReadonlyMap<string, unknown>>;
  /** Ids of Ada's records, as they arrive after this call; each when it is durable. Ends when the device is closed. */
  arrivals(): AsyncIterable<string>;
  /** Brings this device and a relay together, in both directions. */
  sync(url: string): Promise<Synced>;
  connect(url: string): Live;
  /** Gives its home up. Twice is once. */
  close(): Promise<void>;
}

/** Ada, with the devices that she begins with. */
export interface Ada {
  /** Her id. */
  readonly user: string;
  readonly laptop: Device;
  readonly phone: Device;
}

/** Where the story happens: everything in it that is not the story itself. */
export interface World {
  readonly countries: Countries;
  /** Milliseconds, from some beginning. */
  readonly now: () => number;
  readonly say: (line: string) => void;
  /** Ends the story early. */
  readonly signal: AbortSignal;
  /** Starts the relay, or starts it again on the same store; on `port`, or on one that is free. */
  startRelay(port?: number): Promise<RunningRelay>;
  createAda(): Promise<Ada>;
  /** Somebody else, who has nothing of `user` but the id. */
  createStranger(user: string): Promise<Device>;
}
