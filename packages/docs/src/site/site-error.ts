/** Why a site could not be written. */
export type SiteErrorCode =
  /** The folder, or the one it is in, may not be written to. */
  | 'FOLDER_NOT_WRITABLE'
  /** Where the folder should be, there is a file. */
  | 'FOLDER_IS_A_FILE'
  /** A file or folder that was not made by us is where one of ours belongs, or newer than what would take its place. */
  | 'FOREIGN_FILE'
  /** The path of a file leads out of the folder. */
  | 'PATH_OUTSIDE';

/** A site could not be written; what was there before is untouched. */
export class SiteError extends Error {
  override readonly name = 'SiteError';

  /**
   * @param code - why, for programs.
   * @param message - why, for people.
   * @param fix - what to do about it.
   */
  constructor(
    readonly code: SiteErrorCode,
    message: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(`${message} ${fix}`, options);
  }
}
