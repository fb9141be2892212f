import type { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';

import { type AppAdministration, AppRefusal } from '../apps/administration';
import { fromStorable } from '../apps/keys';
import type { UserDoc } from '../documents';
import type { Host } from '../host';
import { isRecord, notFound, optionalText, sendError } from './api';
import { authenticate, LOGIN_REQUIRED } from './auth';
import { readForm, takeMultipart } from './multipart';

interface AdminCall {
  request: Request;
  user: UserDoc;
  body: Record<string, unknown>;
}

/** `/api/apps`: installing, updating and configuring apps, for those who may `manage-apps`. */
export function createAppsRouter(host: Host, administration: AppAdministration): Router {
  const router = Router();

  function appOf(request: Request): ProxiedApp {
    const id = request.params['id'] ?? '';
    const app = host.manager.getOneById(id);
    if (!app) {
      throw notFound(`No App found by the id of: ${id}`);
    }
    return app;
  }

  function answer(action: (call: AdminCall) => Promise<object | void> | object): RequestHandler {
    return (request, response) => {
      void respond(host, request, response, action);
    };
  }

  router.post(
    '/api/apps',
    takeMultipart,
    answer(async ({ request, user }) => {
      const { zip, permissions } = await readPackage(request);
      return administration.install(zip, user, permissions);
    }),
  );

  router.post(
    '/api/apps/:id',
    takeMultipart,
    answer(async ({ request, user }) => {
      const { zip, permissions } = await readPackage(request);
      return administration.update(zip, user, permissions);
    }),
  );

  router.get(
    ['/api/apps', '/api/apps/installed'],
    answer(async () => {
      const apps = await host.manager.get();
      return { apps: await Promise.all(apps.map(present)) };
    }),
  );

  router.get(
    '/api/apps/:id',
    answer(async ({ request }) => ({ app: await present(appOf(request)) })),
  );

  router.delete(
    '/api/apps/:id',
    answer(async ({ request, user }) => {
      const app = appOf(request);
      await administration.uninstall(app, user);
      return { app: { ...app.getInfo(), status: 'disabled' } };
    }),
  );

  router.get(
    '/api/apps/:id/settings',
    answer(({ request }) => {
      const settings = Object.entries(appOf(request).getStorageItem().settings);
      return { settings: Object.fromEntries(settings.filter(([, { hidden }]) => !hidden)) };
    }),
  );

  router.post(
    '/api/apps/:id/settings',
    express.json(),
    answer(async ({ request, body }) => {
      if (!Array.isArray(body['settings'])) {
        throw new Error('The settings to update must be present.');
      }
      const known = appOf(request).getStorageItem().settings;
      const updated: ISetting[] = [];
      for (const setting of body['settings'] as ISetting[]) {
        const old = known[setting.id];
        if (old && old.value !== setting.value) {
          await host.manager.getSettingsManager().updateAppSetting(appOf(request).getID(), setting);
          updated.push(setting);
        }
      }
      return { updated };
    }),
  );

  router.get(
    '/api/apps/:id/settings/:settingId',
    answer(({ request }) => ({ setting: settingOf(appOf(request), request) })),
  );

  router.post(
    '/api/apps/:id/settings/:settingId',
    express.json(),
    answer(async ({ request, body }) => {
      if (!isRecord(body['setting'])) {
        throw new Error('Setting to update to must be present on the posted body.');
      }
      const app = appOf(request);
      settingOf(app, request);
      const setting = body['setting'] as unknown as ISetting;
      await host.manager.getSettingsManager().updateAppSetting(app.getID(), setting);
    }),
  );

  router.get(
    '/api/apps/:id/status',
    answer(async ({ request }) => ({ status: await appOf(request).getStatus() })),
  );

  router.post(
    '/api/apps/:id/status',
    express.json(),
    answer(async ({ request, body }) => {
      const status = optionalText(body, 'status');
      if (!status) {
        throw new Error('Invalid status provided, it must be "status" field and a string.');
      }
      return { status: await administration.changeStatus(appOf(request), status as AppStatus) };
    }),
  );

  router.get(
    '/api/apps/:id/apis',
    answer(({ request }) => ({ apis: host.manager.getApiManager().listApis(appOf(request).getID()) })),
  );

  router.get(
    '/api/apps/:id/logs',
    answer(async ({ request }) => {
      const offset = Number(request.query['offset'] ?? 0);
      const limit = Number(request.query['count'] ?? 50);
      const appId = appOf(request).getID();
      const newest = await host.store.appLogs
        .findAsync({ appId })
        .sort({ createdAt: -1 })
        .skip(offset)
        .limit(limit);
      const logs = newest.map(({ _id, entry }) => ({ _id, ...fromStorable(entry) }));
      return { logs, offset, count: logs.length, total: await host.store.appLogs.countAsync({ appId }) };
    }),
  );

  return router;
}

async function respond(
  host: Host,
  request: Request,
  response: Response,
  action: (call: AdminCall) => Promise<object | void> | object,
): Promise<void> {
  const user = await authenticate(host, request);
  if (!user) {
    response.status(401).json(LOGIN_REQUIRED);
    return;
  }
  if (!host.workspace.users.hasPermission(user, 'manage-apps')) {
    const error = 'User does not have the permissions required for this action [error-unauthorized]';
    response.status(403).json({ success: false, error });
    return;
  }
  try {
    const body: unknown = request.body;
    response.json({ ...(await action({ request, user, body: isRecord(body) ? body : {} })), success: true });
  } catch (error) {
    if (error instanceof AppRefusal) {
      response.status(400).json({ success: false, ...error.answer });
      return;
    }
    // Some of the engine's own errors only look like errors.
    sendError(response, error instanceof Error ? error : new Error((error as Error).message));
  }
}

/** The form of an upload: the zip in the field `app`, what the admin granted as JSON in `permissions`. */
async function readPackage(request: Request): Promise<{ zip: Buffer; permissions?: IPermission[] }> {
  const { file, fields } = await readForm(request, 'app');
  if (!file) {
    throw new AppRefusal({
      error: 'app_file_error',
      messages: ['Failed to get a file to install for the App. '],
    });
  }
  return { zip: file.bytes, permissions: readPermissions(fields['permissions'] ?? '') };
}

function readPermissions(text: string): IPermission[] | undefined {
  try {
    const permissions = JSON.parse(text) as IPermission[];
    return permissions.length > 0 ? permissions : undefined;
  } catch {
    return undefined;
  }
}

function settingOf(app: ProxiedApp, request: Request): ISetting {
  const id = request.params['settingId'] ?? '';
  const setting = app.getStorageItem().settings[id];
  if (!setting) {
    throw notFound(`No Setting found on the App by the id of: "${id}"`);
  }
  return setting;
}

async function present(app: ProxiedApp): Promise<object> {
  const { languageContent, installationSource, migrated = false } = app.getStorageItem();
  return {
    ...app.getInfo(),
    status: await app.getStatus(),
    languages: languageContent,
    private: String(installationSource) === 'private',
    migrated,
  };
}
