// The engine grants every permission when NODE_ENV is 'test', which would hide missing ones.
process.env.NODE_ENV = 'development';

const shared = {
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/own-realm.js'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { diagnostics: false }],
    '^.+\\.svg$': '<rootDir>/test/support/svg-as-text.js',
    '/message-parser/.+\\.js$': '<rootDir>/test/support/esm-as-commonjs.js',
  },
  transformIgnorePatterns: ['/node_modules/(?!@rocket.chat/message-parser/)'],
  modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/dist', '<rootDir>/data'],
};

/** @type {import('jest').Config} */
module.exports = {
  // End-to-end tests start processes of their own and wait for them: more at once is not faster.
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.js'],
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/test/e2e/'],
    },
    {
      ...shared,
      displayName: 'e2e',
      globalSetup: '<rootDir>/test/e2e/support/packageOnce.ts',
      setupFilesAfterEnv: ['<rootDir>/test/e2e/support/patience.js'],
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
    },
  ],
};
