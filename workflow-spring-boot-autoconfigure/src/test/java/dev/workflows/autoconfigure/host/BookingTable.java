package dev.workflows.autoconfigure.host;

/** The application's own table, reached by the application's own means. */
interface BookingTable {

  void insert(String id);

  long count(String id);
}
