/** A tool that applies manifests. */
export enum ApplyTool {
  /** `kubectl apply`: kubectl merges the manifest into the live object, considering what it wrote last. */
  KUBECTL = 'kubectl',
  /** `kubectl apply --server-side`: the API server merges, and knows who owns which field. */
  SERVER_SIDE = 'server-side',
  /** `helm upgrade`: one release at a time. */
  HELM = 'helm',
  /** `kubectl replace`: the manifest replaces the live object. */
  REPLACE = 'replace',
}

/** A tool, and the flags that it is given. */
export interface Way {
  readonly tool: ApplyTool;
  /** Whether it takes over fields that others own: `--force-conflicts`. */
  readonly forcesConflicts?: boolean;
  /** Whether Helm applies the release on the server side, as Helm 4 does for what it installed that way. */
  readonly isServerSide?: boolean;
  /** Whether `kubectl replace` also writes the annotation of `kubectl apply`: `--save-config`. */
  readonly savesConfig?: boolean;
}

/** The command of each tool. */
export const TOOL_NAMES: Readonly<Record<ApplyTool, string>> = {
  [ApplyTool.KUBECTL]: 'kubectl apply',
  [ApplyTool.SERVER_SIDE]: 'kubectl apply --server-side',
  [ApplyTool.HELM]: 'helm upgrade',
  [ApplyTool.REPLACE]: 'kubectl replace',
};
