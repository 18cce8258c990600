/** What the training teaches, read when it is first asked for. */
import { env, Uri, workspace } from 'vscode';
import { AttemptError, attempted, type LabPlace, pathOf, placeOf, withKey } from '../../training/lab-files';
import { type Translation, translated } from '../../training/translation';
import { type Content, type Lab, labScheme, type Variant } from '../../training/types';
import { loadOnce } from '../load-once';

export class TrainingContent {
  readonly #folder: Uri;
  readonly #language: string;
  readonly get = loadOnce(() => this.#read());

  /** @param extension the extension's folder @param language in which it is read, where there is a translation */
  constructor(extension: Uri, language = env.language) {
    this.#folder = Uri.joinPath(extension, 'dist');
    [this.#language = 'en'] = language.toLowerCase().split('-');
  }

  async #read(): Promise<Content> {
    const [content, translation] = await Promise.all([this.#json<Content>('training.json'), this.#translation()]);
    return translation ? translated(content, translation) : content;
  }

  /** Undefined where there is none: the content is English then. */
  async #translation(): Promise<Translation | undefined> {
    if (this.#language === 'en') return undefined;
    return this.#json<Translation>(`training.${this.#language}.json`).catch(() => undefined);
  }

  async #json<T>(name: string): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(this.#folder, name))));
  }

  async lab(id: string): Promise<Lab | undefined> {
    return (await this.get()).labs.find((lab) => lab.id === id);
  }

  async variant({ lab, language }: Pick<LabPlace, 'lab' | 'language'>): Promise<Variant | undefined> {
    return (await this.lab(lab))?.variants[language];
  }

  /** A file as it is at first. */
  async firstText(place: LabPlace): Promise<string | undefined> {
    const text = (await this.variant(place))?.files[place.file];
    return text === undefined ? undefined : withKey(text, place.lab);
  }

  /** A file in the solution that is shown. */
  async solvedText(place: LabPlace): Promise<string | undefined> {
    const variant = await this.variant(place);
    const [attempt] = variant?.right ?? [];
    if (!variant || !attempt) return undefined;
    const text = attempted(variant, attempt)[place.file];
    if (text === undefined) throw new AttemptError(`“${attempt.name}” has no ${place.file}.`);
    return withKey(text, place.lab);
  }
}

export const labUri = (place: LabPlace): Uri => Uri.from({ scheme: labScheme, path: pathOf(place) });

export const placeOfUri = ({ scheme, path }: Uri): LabPlace | undefined =>
  scheme === labScheme ? placeOf(path) : undefined;
