INSERT INTO erasure_removed (certificate, area, count)
VALUES ($1, $2, $3)
ON CONFLICT (certificate, area) DO UPDATE SET count = erasure_removed.count + excluded.count
