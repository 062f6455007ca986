-- What grains want to be woken for. A version is the ETag of one registration and is never used a second time, so whoever
-- holds an old one does not remove a reminder registered anew under the same name.
CREATE SEQUENCE reminder_version AS integer CYCLE;

CREATE TABLE reminder (
  service text COLLATE "C" NOT NULL,
  grain text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  grain_hash integer NOT NULL, -- the grain's place on the ring, by which silos share the reminders out
  first_at timestamptz NOT NULL,
  period bigint NOT NULL,      -- milliseconds
  version integer NOT NULL DEFAULT nextval('reminder_version'),
  PRIMARY KEY (service, grain, name)
);

CREATE INDEX reminder_ring ON reminder (service, grain_hash);

CREATE FUNCTION put_reminder(of_service text, of_grain text, its_name text, hash integer, starts timestamptz, every bigint) RETURNS integer
LANGUAGE sql
AS $$
  INSERT INTO reminder (service, grain, name, grain_hash, first_at, period)
  VALUES (of_service, of_grain, its_name, hash, starts, every)
  ON CONFLICT (service, grain, name) DO UPDATE
  SET grain_hash = excluded.grain_hash, first_at = excluded.first_at, period = excluded.period, version = excluded.version
  RETURNING version;
$$;

CREATE FUNCTION remove_reminder(of_service text, of_grain text, its_name text, at_version integer) RETURNS boolean
LANGUAGE sql
AS $$
  WITH removed AS (
    DELETE FROM reminder
    WHERE (service, grain, name) = (of_service, of_grain, its_name) AND version = at_version
    RETURNING name
  )
  SELECT EXISTS (SELECT FROM removed);
$$;

CREATE FUNCTION remove_reminders(of_service text) RETURNS void
LANGUAGE sql
AS $$
  DELETE FROM reminder WHERE service = of_service;
$$;

-- Columns bear the names that Orleans reads.
CREATE VIEW reminders AS
SELECT
  service AS "ServiceId", grain AS "GrainId", name AS "ReminderName", first_at AS "StartTime", period AS "Period",
  grain_hash AS "GrainHash", version AS "Version"
FROM reminder;
