const listed = `
SELECT * FROM (
  SELECT position, destination, key, attempts, fence, data, metadata, since, owner, until, reason, first_failure, last_failure,
    CASE WHEN stage IN ('ready', 'behind') OR (stage IN ('claimed', 'delayed') AND until <= domainry_milliseconds()) THEN 'waiting'
    ELSE stage END AS state
  FROM domainry_outbox
  WHERE position > $1 AND ($2::text IS NULL OR destination = $2)`;

export const listEntries = `${listed}
) entries WHERE $3::text IS NULL OR state = $3
ORDER BY position LIMIT $4`;

/** The same for what was abandoned or discarded, which has an index of its own. */
export const listAside = `${listed} AND stage IN ('abandoned', 'discarded')
) entries WHERE state = $3::text
ORDER BY position LIMIT $4`;

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
    CASE WHEN stage IN ('ready', 'behind') OR (stage IN ('claimed', 'delayed') AND until <= moment) THEN 'waiting' ELSE stage END AS state
  FROM domainry_outbox, domainry_milliseconds() AS moment
) entries
GROUP BY destination ORDER BY destination`;
