import { DocumentContent } from '../../lib/io/manifests/found-service';
import { DocumentReading, readDocument } from '../../lib/io/manifests/manifest-document';

/** The result of reading one document that starts on a given line of `a.yaml`. */
export function contentOf(text: string, reading: DocumentReading = {}, line = 1): DocumentContent {
  return readDocument('a.yaml', { bytes: Buffer.from(text), line }, reading);
}

/** Its Services with all their places. */
export function placesOf({ services }: DocumentContent) {
  return services.map(({ manifest, path, placeOf }) => ({ manifest, path, places: [-1, 0, 1].map(placeOf) }));
}
