package dev.workflows.jdbc.budget;

/**
 * What something costs the database.
 *
 * @param statements round trips
 * @param commits transactions that wrote something, each a flush of the disk
 * @param inserted rows
 * @param changed rows that were updated or deleted
 * @param walBytes what was written ahead
 */
record Cost(long statements, long commits, long inserted, long changed, long walBytes) {

  Cost minus(Cost other) {
    return new Cost(
        statements - other.statements,
        commits - other.commits,
        inserted - other.inserted,
        changed - other.changed,
        walBytes - other.walBytes);
  }

  Cost dividedBy(int parts) {
    return new Cost(
        statements / parts, commits / parts, inserted / parts, changed / parts, walBytes / parts);
  }

  /** The least of both in everything: what the server did for itself meanwhile is not ours. */
  Cost least(Cost other) {
    return new Cost(
        Math.min(statements, other.statements),
        Math.min(commits, other.commits),
        Math.min(inserted, other.inserted),
        Math.min(changed, other.changed),
        Math.min(walBytes, other.walBytes));
  }
}
