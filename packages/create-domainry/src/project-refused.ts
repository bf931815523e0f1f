/** A project that cannot be begun, and the number the command ends with: 2 for a wrong call, 5 for what is in the way. */
export class ProjectRefused extends Error {
  override readonly name = 'ProjectRefused';

  constructor(
    readonly exit: 2 | 5,
    message: string,
  ) {
    super(message);
  }
}
