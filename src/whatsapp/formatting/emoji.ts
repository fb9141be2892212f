/**
 * Shortcodes of common emoji, by Rocket.Chat's names (those of the emoji picker first), and the emoji. What is not in
 * here stays a shortcode.
 */
const TABLE = `
grinning 😀|smiley 😃|smile 😄|grin 😁|laughing satisfied 😆|sweat_smile 😅|joy 😂|rofl rolling_on_the_floor_laughing 🤣
relaxed ☺️|blush 😊|innocent 😇|slight_smile slightly_smiling_face 🙂|upside_down upside_down_face 🙃|wink 😉|relieved 😌
heart_eyes 😍|smiling_face_with_3_hearts 🥰|kissing_heart 😘|kissing 😗|kissing_smiling_eyes 😙|kissing_closed_eyes 😚
yum 😋|stuck_out_tongue 😛|stuck_out_tongue_closed_eyes 😝|stuck_out_tongue_winking_eye 😜|zany_face 🤪
face_with_raised_eyebrow 🤨|face_with_monocle 🧐|nerd nerd_face 🤓|sunglasses 😎|star_struck 🤩|partying_face 🥳|smirk 😏
unamused 😒|disappointed 😞|pensive 😔|worried 😟|confused 😕|slight_frown slightly_frowning_face 🙁|frowning2 ☹️
persevere 😣|confounded 😖|tired_face 😫|weary 😩|pleading_face 🥺|cry 😢|sob 😭|triumph 😤|angry 😠|rage 😡
face_with_symbols_over_mouth 🤬|exploding_head 🤯|flushed 😳|hot_face 🥵|cold_face 🥶|scream 😱|fearful 😨|cold_sweat 😰
disappointed_relieved 😥|sweat 😓|hugging hugs 🤗|thinking thinking_face 🤔|face_with_hand_over_mouth 🤭|shushing_face 🤫
lying_face 🤥|no_mouth 😶|neutral_face 😐|expressionless 😑|grimacing 😬|rolling_eyes roll_eyes 🙄|hushed 😯|frowning 😦
anguished 😧|open_mouth 😮|astonished 😲|sleeping 😴|sleepy 😪|dizzy_face 😵|zipper_mouth 🤐|woozy_face 🥴
nauseated_face 🤢|face_vomiting 🤮|sneezing_face 🤧|mask 😷|thermometer_face 🤒|head_bandage 🤕|money_mouth 🤑|cowboy 🤠
smiling_imp 😈|imp 👿|ghost 👻|skull 💀|alien 👽|robot 🤖|poop hankey 💩|jack_o_lantern 🎃|clown 🤡
thumbsup +1 thumbup 👍|thumbsdown -1 thumbdown 👎|ok_hand 👌|v ✌️|crossed_fingers fingers_crossed 🤞|love_you_gesture 🤟|metal 🤘
call_me call_me_hand 🤙|point_left 👈|point_right 👉|point_up_2 👆|point_down 👇|point_up ☝️|raised_hand ✋
raised_back_of_hand 🤚|hand_splayed 🖐️|vulcan 🖖|wave 👋|clap 👏|open_hands 👐|raised_hands 🙌
palms_up_together 🤲|handshake 🤝|pray 🙏|writing_hand ✍️|nail_care 💅|selfie 🤳|muscle 💪|punch facepunch 👊|fist ✊|eyes 👀
eye 👁️|ear 👂|brain 🧠|lips 👄|baby 👶|boy 👦|girl 👧|man 👨|woman 👩|older_man 👴|older_woman 👵|shrug 🤷|facepalm face_palm 🤦
man_shrugging 🤷‍♂️|woman_shrugging 🤷‍♀️|man_facepalming 🤦‍♂️|woman_facepalming 🤦‍♀️|raising_hand 🙋|person_bowing bow 🙇
runner running 🏃|dancer 💃|family 👪|busts_in_silhouette 👥|bust_in_silhouette 👤
heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|black_heart 🖤|broken_heart 💔
two_hearts 💕|revolving_hearts 💞|heartbeat 💓|heartpulse 💗|sparkling_heart 💖|cupid 💘|gift_heart 💝|heart_decoration 💟
star ⭐|star2 🌟|sparkles ✨|zap ⚡|boom collision 💥|fire flame 🔥|dizzy 💫|sweat_drops 💦|dash 💨|100 💯|tada 🎉|confetti_ball 🎊
balloon 🎈|gift 🎁|trophy 🏆|medal first_place_medal 🥇|second_place_medal 🥈|third_place_medal 🥉|ribbon 🎀|crown 👑|gem 💎
sunny ☀️|partly_sunny ⛅|cloud ☁️|cloud_rain 🌧️|thunder_cloud_rain ⛈️|snowflake ❄️|snowman ⛄|rainbow 🌈|umbrella ☔|ocean 🌊
earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|crescent_moon 🌙|full_moon 🌕
dog 🐶|cat 🐱|mouse 🐭|rabbit 🐰|fox 🦊|bear 🐻|panda_face 🐼|lion_face lion 🦁|cow 🐮|pig 🐷|monkey_face 🐵|see_no_evil 🙈
hear_no_evil 🙉|speak_no_evil 🙊|chicken 🐔|penguin 🐧|bird 🐦|unicorn 🦄|bee 🐝|butterfly 🦋|turtle 🐢|fish 🐟|whale 🐳
rose 🌹|tulip 🌷|sunflower 🌻|blossom 🌼|cherry_blossom 🌸|bouquet 💐|seedling 🌱|evergreen_tree 🌲|palm_tree 🌴|cactus 🌵
four_leaf_clover 🍀|maple_leaf 🍁|fallen_leaf 🍂|leaves 🍃
apple 🍎|green_apple 🍏|tangerine 🍊|lemon 🍋|banana 🍌|watermelon 🍉|grapes 🍇|strawberry 🍓|cherries 🍒|peach 🍑|avocado 🥑
tomato 🍅|bread 🍞|cheese 🧀|egg 🥚|hamburger 🍔|fries 🍟|pizza 🍕|hotdog 🌭|taco 🌮|salad 🥗|spaghetti 🍝|sushi 🍣|ice_cream 🍨
doughnut 🍩|cookie 🍪|birthday 🎂|cake 🍰|chocolate_bar 🍫|candy 🍬|coffee ☕|tea 🍵|beer 🍺|beers 🍻|wine_glass 🍷|cocktail 🍸
champagne 🍾|champagne_glass 🥂|fork_and_knife 🍴
soccer ⚽|basketball 🏀|tennis 🎾|volleyball 🏐|dart 🎯|video_game 🎮|game_die 🎲|guitar 🎸|musical_note 🎵|notes 🎶|microphone 🎤
headphones 🎧|art 🎨|clapper 🎬|camera 📷|video_camera 📹|tv 📺
car red_car 🚗|taxi 🚕|bus 🚌|ambulance 🚑|truck 🚚|bike 🚲|airplane ✈️|rocket 🚀|ship 🚢|train 🚋|construction 🚧|house 🏠
office 🏢|hospital 🏥|bank 🏦|hotel 🏨|school 🏫|factory 🏭|beach beach_umbrella 🏖️
watch ⌚|iphone 📱|computer 💻|desktop desktop_computer 🖥️|printer 🖨️|telephone ☎️|telephone_receiver 📞|battery 🔋|bulb 💡
flashlight 🔦|moneybag 💰|dollar 💵|euro 💶|credit_card 💳|receipt 🧾|envelope ✉️|e-mail 📧|incoming_envelope 📨|package 📦
mailbox 📫|pencil memo 📝|pencil2 ✏️|page_facing_up 📄|clipboard 📋|calendar 📆|date 📅|calendar_spiral spiral_calendar 🗓️
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|file_folder 📁|open_file_folder 📂|pushpin 📌
round_pushpin 📍|paperclip 📎|scissors ✂️|book 📖|books 📚|newspaper 📰|label 🏷️|bookmark 🔖|link 🔗|lock 🔒|unlock 🔓|key 🔑
mag 🔍|mag_right 🔎|hammer 🔨|wrench 🔧|gear ⚙️|tools 🛠️|shield 🛡️|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|speech_balloon 💬
thought_balloon 💭|hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|clock3 🕒|shopping_cart 🛒
shopping_bags 🛍️|pill 💊|syringe 💉|thermometer 🌡️|door 🚪|bed 🛏️
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|heavy_plus_sign ➕
heavy_minus_sign ➖|warning ⚠️|exclamation ❗|grey_exclamation ❕|question ❓|grey_question ❔|bangbang ‼️|interrobang ⁉️
no_entry ⛔|no_entry_sign 🚫|octagonal_sign stop_sign 🛑|sos 🆘|information_source ℹ️|ok 🆗|new 🆕|free 🆓|up 🆙|cool 🆒
recycle ♻️|copyright ©️|registered ®️|tm ™️|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_forward ▶️|rewind ⏪
repeat 🔁|arrows_counterclockwise 🔄|back 🔙|end 🔚|soon 🔜|top 🔝|red_circle 🔴|blue_circle 🔵|green_circle 🟢|yellow_circle 🟡
white_circle ⚪|black_circle ⚫|zero 0️⃣|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣
keycap_ten 🔟|hash #️⃣|checkered_flag 🏁|triangular_flag_on_post 🚩|flag_white 🏳️|flag_de de 🇩🇪|flag_fr fr 🇫🇷|flag_gb gb uk 🇬🇧
flag_us us 🇺🇸|flag_es es 🇪🇸|flag_it it 🇮🇹|flag_br br 🇧🇷|flag_pt 🇵🇹|flag_in 🇮🇳|flag_at 🇦🇹|flag_ch 🇨🇭|flag_nl 🇳🇱
`;

const ENTRIES = TABLE.split(/[|\n]/)
  .filter(Boolean)
  .map((entry) => {
    const words = entry.split(' ');
    return { emoji: words.at(-1)!, names: words.slice(0, -1) };
  });

const BY_NAME = new Map(ENTRIES.flatMap(({ emoji, names }) => names.map((name) => [name, emoji] as const)));
const BY_EMOJI = new Map(ENTRIES.map(({ emoji, names }) => [bare(emoji), names[0]!] as const));

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];
const TONE_SUFFIX = /_tone([1-5])$/;

/**
 * @param shortcode with or without colons, maybe with a skin tone: `:wave_tone3:`
 * @returns undefined for a workspace's own emoji and for rare ones
 */
export function emojiOf(shortcode: string): string | undefined {
  const name = shortcode.replaceAll(':', '');
  const tone = TONE_SUFFIX.exec(name)?.[1];
  const emoji = BY_NAME.get(name.replace(TONE_SUFFIX, ''));
  return emoji && tone ? bare(emoji) + (TONES[Number(tone) - 1] ?? '') : emoji;
}

/** The shortcode, with colons, of an emoji in any skin tone. */
export function shortcodeOf(emoji: string): string | undefined {
  const tone = TONES.findIndex((modifier) => emoji.includes(modifier));
  const name = BY_EMOJI.get(bare(tone < 0 ? emoji : emoji.replace(TONES[tone]!, '')));
  return name && `:${name}${tone < 0 ? '' : `_tone${tone + 1}`}:`;
}

/** Without the selector that asks for the coloured form: some senders leave it out. */
function bare(emoji: string): string {
  return emoji.replaceAll('\ufe0f', '');
}
