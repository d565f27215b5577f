/**
 * Many runs' commits in one statement and one transaction. Under load the cost of a commit is mostly that of its statement and its transaction, which here is shared.
 * Each is what `chat_settle` or `chat_hold` makes of it, one after another: all that those promise holds here. Commits come in the order of their conversations'
 * ids, so that two groups never wait for each other, and one that finds a row taken for long gives up as a whole.
 */
export const groupedCommits = `
CREATE FUNCTION chat_commit_many(p_workspace uuid, p_commits json)
RETURNS TABLE (conversation uuid, outcome text, at_ms double precision, first_seq integer)
LANGUAGE plpgsql SET lock_timeout = '200ms' AS $$
DECLARE
  x record;
BEGIN
  FOR x IN
    SELECT * FROM json_to_recordset(p_commits) AS c (id uuid, hold boolean, fence integer, epoch bigint,
      record text, turn uuid, key text, hash text, types text[], episodes integer[], bodies text[], count integer, usage jsonb, effects jsonb,
      "turnStatus" text, snapshot text, status text, resolution text, episode integer, turns integer, pins text, version integer,
      preview text, timer timestamptz, "hadTimer" boolean, held boolean,
      owner uuid, "leaseMs" integer, checkpoint text, writing text)
  LOOP
    conversation := x.id;
    IF x.hold IS TRUE THEN
      SELECT h.outcome, h.at_ms, h.first_seq INTO outcome, at_ms, first_seq
      FROM chat_hold(p_workspace, x.id, x.fence, x.epoch, x.owner, x."leaseMs", x.record, x.turn, x.key, decode(x.hash, 'hex'),
        x.types, x.episodes, x.bodies, x.count, NULL, x.checkpoint, x.writing, x.usage, x.effects) h;
    ELSE
      SELECT s.outcome, s.at_ms, s.first_seq INTO outcome, at_ms, first_seq
      FROM chat_settle(p_workspace, x.id, x.fence, x.epoch, x.record, x.turn, x.key, decode(x.hash, 'hex'), x."turnStatus",
        x.types, x.episodes, x.bodies, x.count, x.snapshot, x.status, x.resolution, x.episode, x.turns,
        x.pins, x.version, x.preview, x.timer, x."hadTimer", x.usage, NULL, x.held, x.effects) s;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
`;
