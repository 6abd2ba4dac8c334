package dev.workflows.jdbc.crash;

/** What can happen to a call of the database. */
enum Mode {
  /** The database gives its transaction up and says so; the connection lives on. */
  REFUSED,
  /** It is sent, its transaction is rolled back, and the answer is lost with the connection. */
  COMMIT_LOST,
  /** It is done, and the answer is lost with the connection. */
  REPLY_LOST,
  /** The database has ended the session when the call is sent. */
  CONNECTION_KILLED,
  /** The process ends before the call is sent: nothing it does reaches the database any more. */
  ABANDONED
}
