/* global FAULTS, setTimeout */
// A small app that does what tests tell it to. `FAULTS` is put before this text: what it is to fail at.
const { ApiEndpoint, ApiSecurity, ApiVisibility } = require('@rocket.chat/apps-engine/definition/api');
const { App } = require('@rocket.chat/apps-engine/definition/App');
const { SettingType } = require('@rocket.chat/apps-engine/definition/settings');

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const misc = (id) => ({ model: 'misc', id });

/** Makes an endpoint of a path, what it needs, and its handlers by verb. */
function endpoint(app, path, handlers, options = {}) {
  class Endpoint extends ApiEndpoint {}
  Object.assign(Endpoint.prototype, handlers);
  return Object.assign(new Endpoint(app), { path, ...options });
}

class FixtureApp extends App {
  /** Lost with the process. */
  calls = 0;
  heard = [];

  async extendConfiguration(configuration) {
    this.failAt('extendConfiguration');
    await configuration.settings.provideSetting({
      id: 'greeting',
      type: SettingType.STRING,
      packageValue: 'hello',
      required: false,
      public: false,
      i18nLabel: 'greeting',
    });
    await configuration.api.provideApi({
      visibility: ApiVisibility.PUBLIC,
      security: ApiSecurity.UNSECURE,
      endpoints: this.publicEndpoints(),
    });
    await configuration.api.provideApi({
      visibility: ApiVisibility.PRIVATE,
      security: ApiSecurity.UNSECURE,
      endpoints: [
        endpoint(this, 'secret', {
          post: async ({ privateHash }, { fullPath }) => ({
            status: 200,
            content: { privateHash, fullPath },
          }),
        }),
      ],
    });
    await configuration.scheduler.registerProcessors(this.processors());
  }

  publicEndpoints() {
    const echo = async (request) => ({ status: 200, content: request });
    return [
      endpoint(this, 'echo', { get: echo, post: echo }),
      endpoint(this, 'members', { get: echo }, { authRequired: true }),
      endpoint(this, 'answer', { get: async ({ query }) => answers[query.kind] }),
      endpoint(this, 'count', { post: async () => ({ status: 200, content: { calls: ++this.calls } }) }),
      endpoint(this, 'heard', { get: async () => ({ status: 200, content: { heard: this.heard } }) }),
      endpoint(this, 'boom', {
        post: async () => {
          throw new Error('No luck today');
        },
      }),
      endpoint(this, 'throw-later', {
        post: async () => {
          setTimeout(() => {
            throw new Error('Too late to catch');
          });
          Promise.reject(new Error('Nobody waits for this'));
          return { status: 200 };
        },
      }),
      endpoint(this, 'say', {
        // Only the app that the runtime passes for a request has that request's logger.
        async post({ content }) {
          console.log(`console: ${content.text}`);
          this.app.getLogger().info(`logger: ${content.text}`);
          return { status: 200 };
        },
      }),
      endpoint(this, 'require', { post: async ({ content }) => requireOf(content.module) }),
      endpoint(this, 'surroundings', {
        get: async (_request, _endpoint, read) => {
          const { createdAt, emails } = await read.getUserReader().getAppUser();
          const content = {
            globalThis: typeof globalThis,
            Deno: typeof Deno,
            date: createdAt instanceof Date,
            undefinedBecomes: emails === null ? 'null' : typeof emails,
          };
          return { status: 200, content };
        },
      }),
      endpoint(this, 'download', {
        post: async ({ content }, _endpoint, _read, _modify, http) => {
          const { content: body } = await http.get(content.url, { encoding: null });
          return { status: 200, content: { isBuffer: Buffer.isBuffer(body), text: body.toString() } };
        },
      }),
      endpoint(this, 'speak', {
        post: async ({ content }, _endpoint, _read, modify) => {
          const creator = modify.getCreator();
          const message = creator.startMessage().setRoom({ id: 'GENERAL' }).setText(content.text);
          return { status: 200, content: { id: await creator.finish(message) } };
        },
      }),
      endpoint(this, 'slow', {
        post: async ({ content }) => {
          await sleep(content.ms);
          return { status: 200 };
        },
      }),
      endpoint(this, 'call', {
        post: async ({ content }, _endpoint, read, modify, http, persis) =>
          this.call(content, { read, modify, http, persis, app: this }),
      }),
      endpoint(this, 'run', {
        post: async ({ content }, _endpoint, read, modify, http, persis) =>
          this.run(content, { read, modify, http, persis, app: this }),
      }),
    ];
  }

  /** Calls what a test asks for, e.g. `read.getRoomReader.getById` with the arguments for the last one. */
  async call({ path, args }, scope) {
    const [root, ...steps] = path.split('.');
    const method = steps.pop();
    const target = steps.reduce((object, step) => object[step](), scope[root]);
    try {
      const result = await target[method](...revive(args));
      return { status: 200, content: { result, type: result === null ? 'null' : typeof result } };
    } catch (error) {
      return { status: 200, content: { error: error.message } };
    }
  }

  /** Throws, prevents or lets pass what the text says. */
  async checkPreMessageSentPrevent({ text }) {
    if (text === 'throw in check') {
      throw new Error('Told to throw in the check');
    }
    return true;
  }

  async executePreMessageSentPrevent({ text }) {
    if (text === 'throw') {
      throw new Error('Told to throw');
    }
    return text === 'prevent';
  }

  async executePostMessageSent({ id, text, sender }, _read, _http, persis) {
    if (text === 'take your time') {
      await sleep(1000);
    }
    await persis.createWithAssociation({ id, text, sender: sender.username }, misc('message'));
  }

  /** Runs a function whose text a test has sent, as if it stood here. */
  async run({ source, args }, scope) {
    try {
      const task = new Function('require', 'Buffer', `return (${source})`)(require, Buffer);
      return { status: 200, content: { result: await task(scope, ...revive(args)) } };
    } catch (error) {
      return { status: 200, content: { error: error.message } };
    }
  }

  processors() {
    return [
      {
        id: 'note',
        processor: async (job, _read, _modify, _http, persis) => {
          await persis.createWithAssociation({ job, at: Date.now() }, misc('note'));
        },
      },
      {
        id: 'fail',
        processor: async (job, _read, _modify, _http, persis) => {
          await persis.createWithAssociation({ job }, misc('fail'));
          throw new Error('The job failed');
        },
      },
      {
        id: 'held',
        processor: async (_job, _read, _modify, _http, persis) => {
          await new Promise((resolve) => (this.release = resolve));
          await persis.createWithAssociation({ finished: true }, misc('held'));
        },
      },
    ];
  }

  async onInstall(context, _read, _http, persis) {
    await persis.createWithAssociation({ installedBy: context.user.username }, misc('install'));
    this.failAt('onInstall');
  }

  async onUpdate(context, _read, _http, persis) {
    await persis.createWithAssociation({ oldAppVersion: context.oldAppVersion }, misc('update'));
  }

  async onEnable() {
    this.failAt('onEnable');
    return true;
  }

  async onSettingUpdated(setting) {
    this.heard.push(setting.value);
  }

  failAt(step) {
    if (FAULTS.includes(step)) {
      throw new Error(`Told to fail at ${step}`);
    }
  }
}

function requireOf(name) {
  try {
    return { status: 200, content: { type: typeof require(name) } };
  } catch (error) {
    return { status: 200, content: { error: error.message } };
  }
}

const answers = {
  text: { status: 200, content: 'plain words' },
  svg: { status: 200, headers: { 'Content-Type': 'image/svg+xml' }, content: '<svg/>' },
  object: { status: 202, content: { a: [1, 2] } },
  bytes: { status: 200, content: Buffer.from([0, 255, 10]) },
  nothing: { status: 204 },
};

/** Bytes come in JSON as the base64 of `{ bytes }`. */
function revive(args) {
  return JSON.parse(JSON.stringify(args), (_key, value) =>
    value && value.bytes ? Buffer.from(value.bytes, 'base64') : value,
  );
}

module.exports = { FixtureApp };
