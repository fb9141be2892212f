export interface ProductSection {
  title: string;
  /** The business's own numbers of the products (`product_retailer_id`). */
  products: string[];
}

/**
 * Reads products by section, one section a line: `Green teas: sencha-50, bancha-50`.
 * @returns undefined when a line has no title or no products
 */
export function parseProducts(words: string): ProductSection[] | undefined {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const sections = lines.map((line): ProductSection => {
    const colon = line.indexOf(':');
    const products = line.slice(colon + 1).split(',');
    return {
      title: line.slice(0, Math.max(colon, 0)).trim(),
      products: products.map((product) => product.trim()).filter((product) => product !== ''),
    };
  });
  const complete = sections.every(({ title, products }) => title !== '' && products.length > 0);
  return complete && sections.length > 0 ? sections : undefined;
}
