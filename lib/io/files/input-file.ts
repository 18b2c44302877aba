import { KustomizeTree } from './kustomize-tree';
import { Problem } from '../../core/findings/problem';

/** A file to read. */
export interface InputFile {
  /** Its name in findings: relative if it was named that way, with forward slashes. */
  readonly name: string;
  readonly path: string;
}

/** The files that the operands of a command line lead to. */
export interface InputFiles {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
  /** The Kustomize folders among them. */
  readonly kustomize: KustomizeTree;
}
