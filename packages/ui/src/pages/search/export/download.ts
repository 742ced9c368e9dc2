// Exported events on their way into a file. In: what to export. Out: a file, and how much of it has come meanwhile.

import type { ExportFormat, ExportShape } from '@gatehouse/model';
import type { Api } from '../../../lib/api.js';
import type { SearchScope } from '../requests.js';

export interface ExportRequest extends SearchScope {
  readonly format: ExportFormat;
  readonly shape: ExportShape;
  readonly fields?: readonly string[];
  readonly sort: string;
  readonly limit: number;
}

export interface Download {
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

export async function downloadEvents(api: Api, request: ExportRequest, download: Download): Promise<Blob> {
  const response = await api.download('events/export', { body: request, signal: download.signal });
  let bytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      bytes += chunk.length;
      download.onBytes(bytes);
      controller.enqueue(chunk);
    },
  });
  // A browser keeps a large one on its disk.
  return new Response(response.body?.pipeThrough(counter)).blob();
}

export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
