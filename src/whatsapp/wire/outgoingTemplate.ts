/** Parts of a filled-in template, as `POST /messages` takes them. Meta: templates, messages/template-messages. */

type WireFile = ({ id: string } | { link: string }) & { filename?: string };

type WireText = { parameter_name?: string } & (
  | { type: 'text'; text: string }
  | { type: 'currency'; currency: { fallback_value: string; code: string; amount_1000: number } }
  | { type: 'date_time'; date_time: { fallback_value: string } }
);

export type WireHeaderParameter =
  | WireText
  | { type: 'image'; image: WireFile }
  | { type: 'video'; video: WireFile }
  | { type: 'document'; document: WireFile }
  | { type: 'location'; location: { latitude: number; longitude: number; name: string; address: string } }
  | { type: 'product'; product: { product_retailer_id: string; catalog_id: string } };

export type WireBodyParameter = WireText;

interface WireProductSection {
  title: string;
  product_items: { product_retailer_id: string }[];
}

type WireButtonParameters =
  | { sub_type: 'url'; parameters: [{ type: 'text'; text: string }] }
  | { sub_type: 'quick_reply'; parameters: [{ type: 'payload'; payload: string }] }
  | { sub_type: 'copy_code'; parameters: [{ type: 'coupon_code'; coupon_code: string }] }
  | { sub_type: 'flow'; parameters: [{ type: 'action'; action: { flow_token: string } }] }
  | {
      sub_type: 'catalog';
      parameters: [{ type: 'action'; action: { thumbnail_product_retailer_id: string } }];
    }
  | {
      sub_type: 'mpm';
      parameters: [
        { type: 'action'; action: { thumbnail_product_retailer_id: string; sections: WireProductSection[] } },
      ];
    };

export type WireButtonComponent = { type: 'button'; index: string } & WireButtonParameters;

/** What a whole template and each card of a carousel can have. */
export type WireTemplatePart =
  | { type: 'header'; parameters: WireHeaderParameter[] }
  | { type: 'body'; parameters: WireBodyParameter[] }
  | WireButtonComponent;

export type WireTemplateComponent =
  | WireTemplatePart
  | {
      type: 'limited_time_offer';
      parameters: [{ type: 'limited_time_offer'; limited_time_offer: { expiration_time_ms: number } }];
    }
  | { type: 'carousel'; cards: { card_index: number; components: WireTemplatePart[] }[] };
