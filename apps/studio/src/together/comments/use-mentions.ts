import { useQuery } from '@tanstack/react-query';
import { client } from '../../api/session.tsx';

const EVERY_MS = 60_000;

/** What others said to the one who is signed in, looked up again and again while the studio is open. */
export function useMentions() {
  return useQuery({
    queryKey: ['mentions'],
    refetchInterval: EVERY_MS,
    queryFn: async () => (await client.call('listMentions')).data,
  });
}
