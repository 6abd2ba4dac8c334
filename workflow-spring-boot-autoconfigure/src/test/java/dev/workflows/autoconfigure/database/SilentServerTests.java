package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.Message;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.network.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A server that is gone without a word: what is sent to it is neither answered nor refused. */
class SilentServerTests {

  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = LEASE;

  private final OwnershipStore.NodeRow node =
      new OwnershipStore.NodeRow(UUID.randomUUID(), "here", "1");

  @Test
  void keepsNoThreadOfTheEngineForLongerThanTheSocketTimeoutAndASecond() {
    String direct = PostgresServer.createDatabase();
    URI address = URI.create(direct.substring("jdbc:".length()));
    try (TcpProxy proxy = new TcpProxy(address.getPort())) {
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  DataSourceTransactionManagerAutoConfiguration.class,
                  WorkflowDatabaseAutoConfiguration.class))
          .withPropertyValues(
              "workflow.worker.lease=" + LEASE.toSeconds() + "s",
              "workflow.worker.heartbeat=500ms",
              "spring.datasource.url="
                  + direct.replace(":" + address.getPort(), ":" + proxy.port()))
          .run(context -> assertNoneIsKept(context.getBean(WorkflowStore.class), proxy));
    }
  }

  private void assertNoneIsKept(WorkflowStore store, TcpProxy proxy) throws Exception {
    for (Callable<?> work : everyKindOfWork(store)) {
      work.call();
    }
    proxy.fallSilent();

    List<CompletableFuture<Duration>> attempts =
        everyKindOfWork(store).stream().map(SilentServerTests::failing).toList();

    for (CompletableFuture<Duration> attempt : attempts) {
      assertThat(attempt.get(30, TimeUnit.SECONDS)).isLessThan(SOCKET_TIMEOUT.plusSeconds(1));
    }
    proxy.heal();
    for (Callable<?> work : everyKindOfWork(store)) {
      succeedsAgain(work);
    }
  }

  /** The pool needs a moment to replace what is broken; until then there is no connection. */
  private static void succeedsAgain(Callable<?> work) {
    await().ignoreExceptionsInstanceOf(StoreException.class).until(() -> done(work));
  }

  private static boolean done(Callable<?> work) throws Exception {
    work.call();
    return true;
  }

  private List<Callable<?>> everyKindOfWork(WorkflowStore store) {
    UUID nobody = UUID.randomUUID();
    OwnershipStore ownership = store.ownership();
    OwnershipStore.Claim claim = new OwnershipStore.Claim(node.id(), Set.of("order"), 10);
    return List.of(
        () -> ownership.register(node),
        () -> ownership.claim(claim),
        () -> ownership.takeOver(claim, LEASE),
        () -> ownership.unread(node.id(), 10),
        () -> ownership.load(List.of(new RunLease(nobody, nobody, node.id(), 1))),
        () -> store.commits().send(List.of(new Send("nobody", Message.signal("1", "paid", null)))),
        () -> store.runs().find("nobody"),
        () -> store.histories().length(nobody));
  }

  /** How long a piece of work takes to fail, on a thread of its own. */
  private static CompletableFuture<Duration> failing(Callable<?> work) {
    CompletableFuture<Duration> failed = new CompletableFuture<>();
    long begin = System.nanoTime();
    new Thread(
            () -> {
              try {
                failed.completeExceptionally(new AssertionError("It was answered: " + work.call()));
              } catch (StoreException e) {
                failed.complete(Duration.ofNanos(System.nanoTime() - begin));
              } catch (Exception e) {
                failed.completeExceptionally(e);
              }
            })
        .start();
    return failed;
  }
}
