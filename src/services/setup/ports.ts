/** What of Omnichannel the setup looks at. */
export interface Omnichannel {
  isOmnichannelOn(): Promise<boolean>;
  /** The URL of a page of the workspace, e.g. `omnichannel/agents`. */
  pageUrl(path: string): Promise<string>;
}
