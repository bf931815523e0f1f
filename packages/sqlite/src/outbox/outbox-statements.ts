export const claimAbandoned = `
UPDATE domainry_outbox SET stage = 'claimed', fence = fence + 1, owner = ?, until = ?
WHERE position = ? AND stage = 'abandoned'
RETURNING position, destination, key, attempts, fence, data, metadata`;

export const keepEntry = `
UPDATE domainry_outbox SET until = ? WHERE position = ? AND fence = ? AND stage = 'claimed'`;

/** An earlier one of its key has to be handed over before. The row to go has no other name: of a view, SQLite would not know it. */
export const removeEntry = `
DELETE FROM domainry_outbox WHERE position IN (
  SELECT held.position FROM domainry_outbox held
  WHERE held.position = ? AND held.fence = ? AND (held.key IS NULL OR NOT EXISTS (
    SELECT 1 FROM domainry_outbox e WHERE e.destination = held.destination AND e.key = held.key AND e.position < held.position
  )))
RETURNING destination, key`;

export const findHeld = `SELECT destination, key FROM domainry_outbox WHERE position = ? AND fence = ?`;

export const setFailed = `
UPDATE domainry_outbox SET stage = ?, reason = ?, attempts = attempts + 1, fence = fence + 1,
  first_failure = coalesce(first_failure, ?), last_failure = ?, until = ?, key = ?
WHERE position = ?`;

/** From who holds later ones of a key. */
export const takeLaterAway = `
UPDATE domainry_outbox SET stage = 'behind', fence = fence + 1
WHERE destination = ? AND key = ? AND position > ? AND stage = 'claimed'`;

/** Has the first one of a key looked at by the next claim. */
export const wakeKey = `
UPDATE domainry_outbox SET stage = 'ready'
WHERE stage = 'behind' AND position = (
  SELECT position FROM domainry_outbox WHERE destination = ? AND key = ? ORDER BY position LIMIT 1
)`;

export const giveBack = `
UPDATE domainry_outbox SET stage = 'ready', fence = fence + 1 WHERE position = ? AND fence = ?`;

export const requeueEntry = `
UPDATE domainry_outbox SET stage = 'ready', fence = fence + 1, attempts = 0
WHERE position = ? AND stage IN ('abandoned', 'delayed')`;

export const discardEntry = `
UPDATE domainry_outbox SET stage = 'discarded', fence = fence + 1, reason = ?, data = '{}', key = NULL
WHERE position = ? AND stage <> 'discarded' AND NOT (stage = 'claimed' AND until > ?)`;

const listed = `
SELECT * FROM (
  SELECT position, destination, key, attempts, fence, data, metadata, since, owner, until, reason, first_failure, last_failure,
    CASE WHEN stage IN ('ready', 'behind') OR (stage IN ('claimed', 'delayed') AND until <= ?) THEN 'waiting' ELSE stage END AS state
  FROM domainry_outbox
  WHERE position > ? AND (? IS NULL OR destination = ?)`;

export const listEntries = `${listed}
) WHERE ? IS NULL OR state = ?
ORDER BY position LIMIT ?`;

/** The same for what was abandoned or discarded, which has an index of its own. */
export const listAside = `${listed} AND stage IN ('abandoned', 'discarded')
) WHERE state = ?
ORDER BY position LIMIT ?`;

export const countEntries = `
SELECT destination,
  count(*) FILTER (WHERE state = 'waiting') AS waiting,
  count(*) FILTER (WHERE state = 'claimed') AS claimed,
  count(*) FILTER (WHERE state = 'delayed') AS delayed,
  count(*) FILTER (WHERE state = 'abandoned') AS abandoned,
  count(*) FILTER (WHERE state = 'discarded') AS discarded,
  min(since) FILTER (WHERE state = 'waiting') AS waiting_since
FROM (
  SELECT destination, since,
    CASE WHEN stage IN ('ready', 'behind') OR (stage IN ('claimed', 'delayed') AND until <= ?) THEN 'waiting' ELSE stage END AS state
  FROM domainry_outbox
)
GROUP BY destination ORDER BY destination`;
