/** Where people find this server. */
export interface Place {
  /** Without a slash at its end. */
  readonly baseUrl: () => string;
}
