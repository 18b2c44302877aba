import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project } from 'projen';

/** The fields of a package in a lock file that matter here. */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Record<string, string>;
  readonly [field: string]: unknown;
}

/** A package-lock.json, by the folder that each package is installed to. */
export interface PackageLock {
  readonly packages: Record<string, LockedPackage>;
  readonly [field: string]: unknown;
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * Adds binaries of other platforms that a lock file lacks. npm leaves out those that its registry does not carry, and
 * `npm ci` then refuses the lock on every machine. An entry without a checksum satisfies it, and is never fetched on
 * the wrong platform.
 */
export function completeLock(lock: PackageLock): PackageLock {
  const missing = Object.entries(lock.packages).flatMap(([folder, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isInstalled(lock, folder, name))
      .map(([name, version]) => [`node_modules/${name}`, platformPackage(name, version, dev)] as const),
  );
  if (missing.length === 0) return lock;
  const { '': root, ...packages } = lock.packages;
  const sorted = Object.entries({ ...packages, ...Object.fromEntries(missing) }).sort(([a], [b]) =>
    a.localeCompare(b, 'en'),
  );
  return { ...lock, packages: { '': root, ...Object.fromEntries(sorted) } };
}

/** Whether Node would find a package from a folder: in it, or in one of its parents. */
function isInstalled({ packages }: PackageLock, folder: string, name: string): boolean {
  const here = [folder, 'node_modules', name].filter(Boolean).join('/');
  if (packages[here]) return true;
  if (folder === '') return false;
  return isInstalled({ packages }, folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))), name);
}

/** The entry that the name of a package implies, such as @swc/core-linux-arm64-musl. */
function platformPackage(name: string, version: string, dev?: boolean): LockedPackage {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  return {
    version: version.replace(/^[~^=]/, ''),
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

/** Completes lock files of npm whenever projen has run npm. */
export class CompletePackageLock extends Component {
  public constructor(
    project: Project,
    private readonly files: readonly string[],
  ) {
    super(project);
  }

  /** After the installation, which writes the lock file anew. */
  public override postSynthesize(): void {
    for (const file of this.files) {
      const path = join(this.project.outdir, file);
      const text = readFileSync(path, 'utf8');
      const completed = `${JSON.stringify(completeLock(JSON.parse(text)), null, 2)}\n`;
      if (completed !== text) writeFileSync(path, completed);
    }
  }
}
