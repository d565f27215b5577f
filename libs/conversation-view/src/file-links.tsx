import type { ChatFile } from '@patchbay/api-contract/chat';
import { type JSX, useState } from 'react';
import { fileSize } from './file-size.ts';
import type { ViewTexts } from './view-texts.ts';

interface Props {
  files: readonly ChatFile[];
  texts: ViewTexts;
  download(fileId: string): Promise<Blob>;
}

/** The files of a message, each to be saved: none is ever shown, whatever it is. */
export function FileLinks({ files, texts, download }: Props): JSX.Element | null {
  const [failed, setFailed] = useState(false);
  if (files.length === 0) return null;
  const save = ({ id, name }: ChatFile) => {
    setFailed(false);
    download(id).then(
      (blob) => saveAs({ blob, name }),
      () => setFailed(true),
    );
  };
  return (
    <>
      <ul className="pb-files">
        {files.map((file) => (
          <li key={file.id}>
            <button type="button" className="pb-file" title={file.name} onClick={() => save(file)}>
              <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
                <path d="M12 4v11m0 0-4-4m4 4 4-4M5 20h14" fill="none" stroke="currentColor" strokeWidth="2" />
              </svg>
              <bdi className="pb-file-name">{file.name}</bdi>
              <bdi className="pb-file-size">{fileSize(file.size)}</bdi>
              <span className="pb-hidden">{texts('download')}</span>
            </button>
          </li>
        ))}
      </ul>
      {failed ? (
        <p className="pb-delivery" role="alert">
          {texts('notDownloaded')}
        </p>
      ) : null}
    </>
  );
}

/** How long a browser may take to begin saving. Milliseconds. */
const SAVED_AFTER_MS = 10_000;

function saveAs({ blob, name }: { blob: Blob; name: string }): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), SAVED_AFTER_MS);
}
