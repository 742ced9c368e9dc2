// Why a request was not answered (RFC 9457, with our code and remedy).

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
  /** Places in a text that was sent, in UTF-16 units. */
  readonly problems?: readonly ProblemPlace[];
}

export interface ProblemPlace {
  readonly from: number;
  readonly to: number;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}
