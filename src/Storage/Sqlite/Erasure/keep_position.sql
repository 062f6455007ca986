-- A row of nobody's, put after all others before some are removed: the next event is given a position after it, so that no
-- position is given twice and a page begun before shows nothing that came after.
INSERT INTO timeline_event (owner, id, version, status, occurred_at, superseded_by, created_at, changed_at, principal, type, content)
VALUES ('', '', 0, 0, 0, 0, 0, 0, '', 0, x'')
ON CONFLICT (id, owner, version) DO UPDATE SET position = (SELECT max(position) + 1 FROM timeline_event)
