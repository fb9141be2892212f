/** Why a deployment stopped, and what the person at the keyboard can do. Neither holds a secret. */
export class DeployError extends Error {
  constructor(
    readonly reason: string,
    readonly advice: string,
  ) {
    super(`${reason}\n${advice}`);
  }
}
