// A test may wait several times, each time as long as the app may need on a slow machine: see `DEFAULT_WAIT_MS`.
jest.setTimeout(300_000);
