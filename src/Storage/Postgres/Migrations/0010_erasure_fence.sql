-- Whether the record is closed already: nobody writes for the patient until the erasure is done.
ALTER TABLE erasure ADD COLUMN closed boolean NOT NULL DEFAULT false;

-- Data keys that erasures destroyed. A process that has not noticed yet may still seal under one; what it then wants to store
-- is refused.
CREATE TABLE erased_key (
  id bigint PRIMARY KEY
);
