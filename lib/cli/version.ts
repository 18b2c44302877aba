export { packageVersion } from '../io/files/package-version';
