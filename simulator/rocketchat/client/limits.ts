/** Rocket.Chat's web client, ActionManager: an interaction and its trigger id last this long. */
export const INTERACTION_TIMEOUT_MS = 5_000;
