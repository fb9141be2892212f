import { Router } from 'express';

import type { SettingDoc } from '../documents';
import type { Host } from '../host';
import { failure, forbidden, page, RestApi } from './api';

/** `/api/v1/settings…`: the workspace's own settings; those of an app are below `/api/apps`. */
export function createSettingsRouter(host: Host): Router {
  const { settings, users } = host.workspace;
  const router = Router();

  router.get('/api/v1/settings.public', (request, response, next) => {
    const wanted = typeof request.query['_id'] === 'string' ? request.query['_id'].split(',') : undefined;
    settings
      .all()
      .then((all) => {
        const open = all.filter(({ _id, public: isPublic }) => isPublic && (wanted?.includes(_id) ?? true));
        const { items, ...around } = page(open.map(shown), {});
        response.json({ settings: items, ...around, success: true });
      })
      .catch(next);
  });

  const api = new RestApi(host);
  api.get('settings', [], async ({ user, query }) => {
    const privileged = users.hasPermission(user, 'view-privileged-setting');
    const visible = (await settings.all()).filter((setting) => privileged || setting.public);
    const { items, ...around } = page(visible.map(shown), query);
    return { settings: items, ...around };
  });

  api.get('settings/:id', [], async ({ user, params }) => {
    if (!users.hasPermission(user, 'view-privileged-setting')) {
      throw forbidden();
    }
    const setting = await settings.byId(params['id'] ?? '');
    if (!setting) {
      throw failure();
    }
    return shown(setting);
  });

  api.post('settings/:id', [], async ({ user, params, body }) => {
    if (!users.hasPermission(user, 'edit-privileged-setting')) {
      throw forbidden();
    }
    const id = params['id'] ?? '';
    if (!(await settings.byId(id)) || !('value' in body)) {
      throw failure();
    }
    await settings.set(id, body['value']);
  });

  return router.use(api.router);
}

function shown({ _id, value }: SettingDoc): { _id: string; value: unknown } {
  return { _id, value };
}
