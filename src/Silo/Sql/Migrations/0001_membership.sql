-- Which silos make up a cluster. Every change of a row moves the version of its cluster on in the same statement, and is
-- made only from the version its author had read: all silos see one order of changes.
CREATE TABLE cluster (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE silo (
  cluster text COLLATE "C" NOT NULL REFERENCES cluster (id),
  address text COLLATE "C" NOT NULL,
  port integer NOT NULL,
  generation integer NOT NULL, -- tells a silo from the one that had its address before
  name text NOT NULL,
  host text NOT NULL,
  status integer NOT NULL,     -- 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead
  gateway_port integer NOT NULL, -- 0 when it takes no clients
  suspicions text,             -- who could not reach it, and when: silo,time|silo,time
  started_at timestamptz NOT NULL,
  alive_at timestamptz NOT NULL,
  PRIMARY KEY (cluster, address, port, generation)
) WITH (fillfactor = 50); -- each silo renews alive_at all the time, in its place

-- The first version of a cluster; false where there is one.
CREATE FUNCTION found_cluster(of_cluster text) RETURNS boolean
LANGUAGE sql
AS $$
  WITH founded AS (INSERT INTO cluster (id) VALUES (of_cluster) ON CONFLICT DO NOTHING RETURNING id)
  SELECT EXISTS (SELECT FROM founded);
$$;

CREATE FUNCTION add_silo(
  of_cluster text, at_version integer, new_address text, new_port integer, new_generation integer,
  new_name text, new_host text, new_status integer, new_gateway_port integer, started timestamptz, alive timestamptz)
RETURNS boolean
LANGUAGE sql
AS $$
  WITH moved AS (
    UPDATE cluster
    SET version = version + 1, changed_at = now()
    WHERE id = of_cluster AND version = at_version
      AND NOT EXISTS (SELECT FROM silo WHERE (cluster, address, port, generation) = (of_cluster, new_address, new_port, new_generation))
    RETURNING id
  ), added AS (
    INSERT INTO silo (cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
    SELECT id, new_address, new_port, new_generation, new_name, new_host, new_status, new_gateway_port, started, alive
    FROM moved
    RETURNING cluster
  )
  SELECT EXISTS (SELECT FROM added);
$$;

-- The row is locked before the version moves, so that it cannot be cleaned away between the two.
CREATE FUNCTION change_silo(
  of_cluster text, at_version integer, its_address text, its_port integer, its_generation integer,
  new_status integer, new_suspicions text, alive timestamptz)
RETURNS boolean
LANGUAGE sql
AS $$
  WITH found AS (
    SELECT cluster
    FROM silo
    WHERE (cluster, address, port, generation) = (of_cluster, its_address, its_port, its_generation)
    FOR UPDATE
  ), moved AS (
    UPDATE cluster
    SET version = version + 1, changed_at = now()
    WHERE id = (SELECT cluster FROM found) AND version = at_version
    RETURNING id
  ), changed AS (
    UPDATE silo
    SET status = new_status, suspicions = new_suspicions, alive_at = alive
    WHERE (cluster, address, port, generation) = ((SELECT id FROM moved), its_address, its_port, its_generation)
    RETURNING cluster
  )
  SELECT EXISTS (SELECT FROM changed);
$$;

-- A sign of life is no change of the cluster: the version stays.
CREATE FUNCTION renew_silo(of_cluster text, its_address text, its_port integer, its_generation integer, alive timestamptz) RETURNS void
LANGUAGE sql
AS $$
  UPDATE silo
  SET alive_at = alive
  WHERE (cluster, address, port, generation) = (of_cluster, its_address, its_port, its_generation);
$$;

-- What silos left behind that ended, or never came to life. Active ones stay: only other silos may call them dead.
CREATE FUNCTION remove_defunct_silos(of_cluster text, silent_since timestamptz) RETURNS void
LANGUAGE sql
AS $$
  DELETE FROM silo
  WHERE cluster = of_cluster AND status <> 3 AND greatest(alive_at, started_at) < silent_since;
$$;

CREATE FUNCTION remove_cluster(of_cluster text) RETURNS void
LANGUAGE sql
AS $$
  DELETE FROM silo WHERE cluster = of_cluster;
  DELETE FROM cluster WHERE id = of_cluster;
$$;

-- Columns bear the names that Orleans reads.
CREATE VIEW member AS
SELECT
  cluster AS "DeploymentId", address AS "Address", port AS "Port", generation AS "Generation", name AS "SiloName",
  host AS "HostName", status AS "Status", gateway_port AS "ProxyPort", suspicions AS "SuspectTimes",
  started_at AS "StartTime", alive_at AS "IAmAliveTime"
FROM silo;
