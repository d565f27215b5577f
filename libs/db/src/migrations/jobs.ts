/** Jobs that run now and then, each in one process at a time: a row says whose it is, by the database's clock. */
export const jobs = `
CREATE TABLE IF NOT EXISTS job (
  name text PRIMARY KEY,
  -- When it is to run next.
  due_at timestamptz NOT NULL,
  -- The process that runs it, until it says nothing more.
  owner uuid,
  taken_until timestamptz,
  began_at timestamptz,
  ended_at timestamptz,
  -- What went wrong the last time.
  failure text
)`;
