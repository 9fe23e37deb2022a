const NO_ROOM = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The code of a fault of the system, `''` for any other value that was thrown. */
export function systemCode(fault: unknown): string {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
}

/** Whether a thrown fault says that a disk or a quota is full. */
export function isNoRoom(fault: unknown): boolean {
  return NO_ROOM.has(systemCode(fault));
}
