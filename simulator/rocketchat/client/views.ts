import { initialValues, type UiBlock, type Values, type ViewState, viewState } from './blocks';

/** A view as an app describes it. */
export interface UiView {
  id: string;
  appId: string;
  title?: unknown;
  submit?: unknown;
  close?: unknown;
  blocks: UiBlock[];
  [property: string]: unknown;
}

export type Surface = 'modal' | 'contextualBar';

/** A modal or contextual bar on the screen. */
export class OpenView {
  /** Messages at fields, by action id or block id, until the next ones arrive. */
  errors: Record<string, string> = {};
  private values: Values;

  constructor(
    readonly surface: Surface,
    private content: UiView,
  ) {
    this.values = initialValues(content.blocks);
  }

  get id(): string {
    return this.content.id;
  }

  get view(): UiView {
    return this.content;
  }

  get state(): ViewState {
    return viewState(this.values);
  }

  enter(values: Values): void {
    this.values = { ...this.values, ...values };
  }

  /** Shows other content. Entered values stay; initial values of what is new are not taken over. */
  update(content: UiView): void {
    this.content = { ...this.content, ...content };
  }
}

/** What is open in one tab. */
export class Views {
  private readonly shown = new Map<string, OpenView>();

  get all(): OpenView[] {
    return [...this.shown.values()];
  }

  get(id: string): OpenView | undefined {
    return this.shown.get(id);
  }

  /** A tab shows one modal and one contextual bar: a new one takes the place of the one before. */
  open(surface: Surface, view: UiView): void {
    for (const open of this.all.filter((one) => one.surface === surface)) {
      this.shown.delete(open.id);
    }
    this.shown.set(view.id, new OpenView(surface, view));
  }

  close(id: string): void {
    this.shown.delete(id);
  }
}
