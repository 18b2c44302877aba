/** The reader of manifests works on Node's buffers, which browsers do not have. */
export { Buffer } from 'buffer/';
