package dev.workflows.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.test.invariants.Invariants;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the shops left behind, read by plain SQL. An H2 file can be read once its shop is gone. */
final class ShopDatabase {

  private static final int TEA_AT_FIRST = 10_000;

  private static final String SHIPPING_RUNS =
      """
      select p.workflow_id
        from workflow_run c
        join workflow_run p on p.run_id = c.parent_run_id
       where c.type = 'shipping'
      """;

  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final Invariants invariants = new Invariants("workflow_");

  ShopDatabase(String jdbcUrl) {
    this(new DriverManagerDataSource(jdbcUrl));
  }

  ShopDatabase(DataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbc = JdbcClient.create(dataSource);
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  /** Every order is complete, and each of its effects is there once. */
  void assertEachCompletedOnce(Collection<String> ids) {
    assertThat(texts("select id from orders where status = 'COMPLETED'"))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(texts("select order_id from shipments")).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(texts("select order_id from card_charges where not refunded"))
        .as("one charge, whatever number of requests")
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(teaInStock())
        .isEqualTo(TEA_AT_FIRST - number("select sum(quantity) from order_lines"));
    assertEachRunCompletedOnce(ids);
    assertInvariants();
  }

  /** From now on no event that is there may change or disappear. */
  void rememberHistories() {
    invariants.remember(dataSource);
  }

  /** What must hold of histories at any time: no gap, one answer per question, and so on. */
  void assertInvariants() {
    invariants.assertHold(dataSource);
  }

  /** Every run returned; four things were done for each order, of which shipping is a child. */
  private void assertEachRunCompletedOnce(Collection<String> orders) {
    assertThat(texts("select workflow_id from workflow_run where status <> 'COMPLETED'"))
        .as("runs that did not complete")
        .isEmpty();
    assertThat(
            texts(
                """
                select r.workflow_id
                  from workflow_run r
                  join workflow_event e on e.run_id = r.run_id
                 group by r.run_id, r.workflow_id, r.type
                having sum(case when e.type in ('activity_completed', 'child_completed')
                         then 1 else 0 end) <> case r.type when 'order' then 4 else 1 end
                    or sum(case when e.type = 'workflow_completed' then 1 else 0 end) <> 1
                """))
        .as("histories with other than four things done, or one, and one end")
        .isEmpty();
    assertThat(texts("select workflow_id from workflow_run where type = 'order'"))
        .containsExactlyInAnyOrderElementsOf(orders);
    assertThat(texts(SHIPPING_RUNS))
        .as("orders by the runs that ship them")
        .containsExactlyInAnyOrderElementsOf(orders);
  }

  long teaInStock() {
    return number("select available from stock where sku = 'tea'");
  }

  long openOrders() {
    return number(
        """
        select count(*) from orders where status not in ('COMPLETED', 'CANCELLED', 'REJECTED')
        """);
  }

  long openRuns() {
    return number("select count(*) from workflow_run where closed_at is null");
  }

  /** The orders whose shipment has been asked for, be it done or not. */
  List<String> shippingScheduled() {
    return texts(
        """
        select o.workflow_id
          from workflow_event e
          join workflow_run r on r.run_id = e.run_id
          join workflow_run o on o.run_id = r.parent_run_id
         where e.type = 'activity_scheduled' and e.name = 'shipping.ship'
        """);
  }

  long shipmentsOf(String id) {
    return count("select count(*) from shipments where order_id = :id", id);
  }

  /** Where the parcel of an order went. */
  List<String> addressesOf(String id) {
    return jdbc.sql("select address from shipments where order_id = :id")
        .param("id", id)
        .query(String.class)
        .list();
  }

  /** The orders whose id begins like this. */
  List<String> ordersLike(String prefix) {
    return jdbc.sql("select id from orders where id like :prefix order by id")
        .param("prefix", prefix + "%")
        .query(String.class)
        .list();
  }

  long runsOf(String id) {
    return count("select count(*) from workflow_run where workflow_id = :id", id);
  }

  /** With how many attempts the failed activities of an order were given up. */
  List<String> attemptsOfFailures(String id) {
    return jdbc.sql(
            """
            select e.detail
              from workflow_event e
              join workflow_run r on r.run_id = e.run_id
             where r.workflow_id = :id and e.type = 'activity_failed'
            """)
        .param("id", id)
        .query(String.class)
        .list();
  }

  /** Charges that were neither followed by a shipment nor given back. */
  List<String> unshippedButPaid() {
    return texts(
        """
        select order_id from card_charges
         where not refunded and order_id not in (select order_id from shipments)
        """);
  }

  /** How many runs had to be taken from a node that had ended. */
  long takenOver() {
    return number("select count(distinct run_id) from workflow_event where type = 'owner_changed'");
  }

  /** How often the card network was asked beyond once per charge. */
  long repeatedRequests() {
    return number("select coalesce(sum(requests - 1), 0) from card_charges");
  }

  List<String> texts(String sql) {
    return jdbc.sql(sql).query(String.class).list();
  }

  private long count(String sql, String id) {
    return jdbc.sql(sql).param("id", id).query(Long.class).single();
  }

  long number(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
