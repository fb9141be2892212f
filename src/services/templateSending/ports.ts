/** Who works here. */
export interface Directory {
  /** The id of the agent of that username; undefined where there is none, or it is no agent. */
  agentId(username: string): Promise<string | undefined>;
  /** The id of the department of that name or id. */
  departmentId(nameOrId: string): Promise<string | undefined>;
}
