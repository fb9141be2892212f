/** Runs an action after some ms, unless it is cancelled by the function returned. Tests bring their own. */
export type Timer = (action: () => void, ms: number) => () => void;

/** The clock on the wall. A pending action doesn't keep the process alive. */
export const realTimer: Timer = (action, ms) => {
  const timeout = setTimeout(action, ms);
  timeout.unref();
  return () => clearTimeout(timeout);
};
