import type { DataAnswer, DataRequest } from '../load/data-request.js';
import type { DescriptionAnswer, DescriptionRequest } from '../load/description.js';

/** Where text goes. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What a command sees of the world it runs in; a test gives another one. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Where answers come from; absent where nobody can answer. */
  readonly stdin?: NodeJS.ReadStream;
  /** Aborted, with the signal's name as reason, when the command is to come to an end. */
  readonly signal: AbortSignal;
  /** Milliseconds that only grow. */
  readonly elapsed: () => number;
  /** Does what is asked of databases; where it is absent, a process of its own does, which imports the domain. */
  readonly askData?: (request: DataRequest) => Promise<DataAnswer>;
  /** Asked for what domains declare, with what asks a process that imports them: it may have the answer already. */
  readonly describe?: (
    request: DescriptionRequest,
    options: object,
    inAProcess: () => Promise<DescriptionAnswer>,
  ) => Promise<DescriptionAnswer>;
}
