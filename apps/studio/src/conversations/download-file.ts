import { WORKSPACE } from '../api/session.tsx';

/** The content of a file that somebody sent in a conversation. */
export async function downloadFile({
  conversationId,
  fileId,
}: {
  conversationId: string;
  fileId: string;
}): Promise<Blob> {
  const path = [WORKSPACE, 'conversations', conversationId, 'files', fileId].map(encodeURIComponent).join('/');
  const response = await fetch(`/api/v1/workspaces/${path}`, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.blob();
}
