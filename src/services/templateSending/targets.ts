import type { Route } from '../../domain/outreach';
import type { Directory } from './ports';

/** Who is to get the customer's answer, by names. */
export interface Target {
  agent?: string;
  department?: string;
}

export interface TargetRefusal {
  why: 'unknownAgent' | 'unknownDepartment';
  named: string;
}

export type FoundTarget = { route: Route | undefined } | { refusal: TargetRefusal };

export async function targetOf(directory: Directory, { agent, department }: Target): Promise<FoundTarget> {
  const agentId = agent && (await directory.agentId(agent));
  if (agent && !agentId) {
    return { refusal: { why: 'unknownAgent', named: agent } };
  }
  const departmentId = department && (await directory.departmentId(department));
  if (department && !departmentId) {
    return { refusal: { why: 'unknownDepartment', named: department } };
  }
  const route: Route = { ...(agentId && { agentId }), ...(departmentId && { departmentId }) };
  return { route: agentId || departmentId ? route : undefined };
}
