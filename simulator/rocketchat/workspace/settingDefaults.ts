/** A setting as Rocket.Chat registers it: id, type, default, and whether everybody may read it. */
type SettingDefault = readonly [id: string, type: string, value: unknown, isPublic?: 'public'];

const MiB = 1024 * 1024;

/** Rocket.Chat's defaults, of the settings that the workspace obeys or that apps ask for. */
export const settingDefaults: readonly SettingDefault[] = [
  ['Site_Url', 'string', '', 'public'],
  ['Site_Name', 'string', 'Rocket.Chat', 'public'],
  ['uniqueID', 'string', '', 'public'],
  ['Language', 'language', 'en', 'public'],
  ['UI_Use_Real_Name', 'boolean', false, 'public'],
  ['UI_Allow_room_names_with_special_chars', 'boolean', false, 'public'],
  ['UTF8_Channel_Names_Validation', 'string', '[0-9a-zA-Z-_.]+'],
  ['Accounts_TwoFactorAuthentication_Enabled', 'boolean', true, 'public'],

  ['Message_MaxAllowedSize', 'int', 5000, 'public'],
  ['Message_CustomFields_Enabled', 'boolean', false],
  ['Message_CustomFields', 'code', ''],
  ['Message_AllowEditing', 'boolean', true, 'public'],
  ['Message_AllowEditing_BlockEditInMinutes', 'int', 0, 'public'],
  ['Message_AllowDeleting', 'boolean', true, 'public'],
  ['Message_AllowDeleting_BlockDeleteInMinutes', 'int', 0, 'public'],
  ['Message_ShowDeletedStatus', 'boolean', false, 'public'],
  ['Message_QuoteChainLimit', 'int', 2, 'public'],
  ['Message_Attachments_Thumbnails_Enabled', 'boolean', true],
  ['Threads_enabled', 'boolean', true, 'public'],

  ['FileUpload_Enabled', 'boolean', true, 'public'],
  ['FileUpload_Enabled_Direct', 'boolean', true, 'public'],
  ['FileUpload_MaxFileSize', 'int', 100 * MiB, 'public'],
  ['FileUpload_MediaTypeWhiteList', 'string', '', 'public'],
  ['FileUpload_MediaTypeBlackList', 'string', 'image/svg+xml', 'public'],
  ['FileUpload_ProtectFiles', 'boolean', true, 'public'],
  ['FileUpload_Restrict_to_room_members', 'boolean', true, 'public'],

  ['Livechat_enabled', 'boolean', true, 'public'],
  ['Livechat_accept_chats_with_no_agents', 'boolean', false],
  ['Livechat_assign_new_conversation_to_bot', 'boolean', false],
  ['Livechat_enabled_when_agent_idle', 'boolean', true],
  ['Livechat_Routing_Method', 'select', 'Auto_Selection', 'public'],
  ['Livechat_waiting_queue', 'boolean', false],
  ['Livechat_request_comment_when_closing_conversation', 'boolean', true, 'public'],
  ['Livechat_Require_Contact_Verification', 'select', 'never'],
  ['Livechat_Block_Unknown_Contacts', 'boolean', false],
  ['Livechat_Block_Unverified_Contacts', 'boolean', false],
  ['Livechat_enable_message_character_limit', 'boolean', false, 'public'],
  ['Livechat_message_character_limit', 'int', 0, 'public'],
  ['Livechat_guest_count', 'int', 1],
  ['Livechat_room_count', 'int', 1],
];
