-- The statements that Orleans' providers for SQL databases send, by the keys under which they look them up. Name and columns
-- of this table, keys, parameters (@…) and result columns are theirs; all else is ours.
CREATE TABLE orleansquery (
  querykey text PRIMARY KEY,
  querytext text NOT NULL
);

INSERT INTO orleansquery (querykey, querytext)
VALUES
  -- Clustering
  ('InsertMembershipVersionKey', 'SELECT found_cluster(@DeploymentId)'),
  ('InsertMembershipKey',
   'SELECT add_silo(@DeploymentId, @Version, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime)'),
  ('UpdateMembershipKey',
   'SELECT change_silo(@DeploymentId, @Version, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime)'),
  ('UpdateIAmAlivetimeKey', 'SELECT renew_silo(@DeploymentId, @Address, @Port, @Generation, @IAmAliveTime)'),
  ('CleanupDefunctSiloEntriesKey', 'SELECT remove_defunct_silos(@DeploymentId, @IAmAliveTime)'),
  ('DeleteMembershipTableEntriesKey', 'SELECT remove_cluster(@DeploymentId)'),
  -- The version stands in every row, and in a row of its own where there is no silo to read.
  ('MembershipReadAllKey',
   'SELECT member.*, version AS "Version"
    FROM cluster
    LEFT JOIN member ON "DeploymentId" = id
    WHERE id = @DeploymentId'),
  ('MembershipReadRowKey',
   'SELECT member.*, version AS "Version"
    FROM cluster
    LEFT JOIN member ON ("DeploymentId", "Address", "Port", "Generation") = (id, @Address, @Port, @Generation)
    WHERE id = @DeploymentId'),
  ('GatewaysQueryKey',
   'SELECT "Address", "ProxyPort", "Generation" FROM member WHERE "DeploymentId" = @DeploymentId AND "Status" = @Status AND "ProxyPort" > 0'),
  -- Reminders
  ('UpsertReminderRowKey', 'SELECT put_reminder(@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period) AS "Version"'),
  ('DeleteReminderRowKey', 'SELECT remove_reminder(@ServiceId, @GrainId, @ReminderName, @Version)'),
  ('DeleteReminderRowsKey', 'SELECT remove_reminders(@ServiceId)'),
  ('ReadReminderRowKey', 'SELECT * FROM reminders WHERE ("ServiceId", "GrainId", "ReminderName") = (@ServiceId, @GrainId, @ReminderName)'),
  ('ReadReminderRowsKey', 'SELECT * FROM reminders WHERE ("ServiceId", "GrainId") = (@ServiceId, @GrainId)'),
  -- An arc of the ring, its begin left out; the second one passes over the end of the numbers.
  ('ReadRangeRows1Key', 'SELECT * FROM reminders WHERE "ServiceId" = @ServiceId AND "GrainHash" > @BeginHash AND "GrainHash" <= @EndHash'),
  ('ReadRangeRows2Key', 'SELECT * FROM reminders WHERE "ServiceId" = @ServiceId AND ("GrainHash" > @BeginHash OR "GrainHash" <= @EndHash)');
