import { KustomizeTree } from './kustomize-tree';
import { Problem } from '../../core/findings/problem';

/** A file to read. */
export interface InputFile {
  /** How it is called in findings: relative where it was named so, with slashes. */
  readonly name: string;
  readonly path: string;
}

/** What the paths of a command line stand for. */
export interface InputFiles {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
  /** The folders of Kustomize among them. */
  readonly kustomize: KustomizeTree;
}
