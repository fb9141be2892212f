import type { CustomFieldDoc } from '../../documents';
import type { Store } from '../../store';

/** The fields that an administrator defined for visitors and for chats (`livechatData`). */
export class CustomFields {
  constructor(private readonly store: Store) {}

  async all(): Promise<CustomFieldDoc[]> {
    return this.store.customFields.findAsync({});
  }

  async define(field: CustomFieldDoc): Promise<CustomFieldDoc> {
    await this.store.customFields.updateAsync({ _id: field._id }, field, { upsert: true });
    return field;
  }

  async remove(id: string): Promise<void> {
    await this.store.customFields.removeAsync({ _id: id }, {});
  }

  /**
   * Sets a field of the visitor with that token, or of its open chat, by the field's scope.
   * @returns how many documents changed
   * @throws Error `invalid-custom-field` for a field that nobody defined, `error-invalid-custom-field-value`
   */
  async set(token: string, key: string, value: string, overwrite: boolean): Promise<number> {
    const field: CustomFieldDoc | null = await this.store.customFields.findOneAsync({ _id: key });
    if (!field) {
      throw new Error('invalid-custom-field');
    }
    if (field.regexp && !new RegExp(field.regexp).test(value)) {
      throw new Error('error-invalid-custom-field-value');
    }
    const path = `livechatData.${key}`;
    const unset = overwrite ? {} : { [path]: { $exists: false } };
    const change = { $set: { [path]: value } };
    const { numAffected } =
      field.scope === 'room'
        ? await this.store.rooms.updateAsync({ 'v.token': token, open: true, ...unset }, change)
        : await this.store.visitors.updateAsync({ token, ...unset }, change);
    return numAffected;
  }
}
