package dev.workflows.lab.worker;

import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Does something on one side or another of a transaction's border. */
@Component
class Borders {

  private static final long LATE = 1_000_000_000;

  private final PlatformTransactionManager transactions;

  Borders(PlatformTransactionManager transactions) {
    this.transactions = transactions;
  }

  /** It was rolled back, as was asked for. */
  static final class RolledBackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RolledBackException(Throwable cause) {
      super(cause);
    }
  }

  /** Returns what the step returned if it is to stay. */
  UUID at(Border border, Supplier<UUID> step) {
    return switch (border) {
      case COMMITTED -> in(template(), step);
      case LATE -> in(template(), () -> late(step));
      case ROLLED_BACK -> in(template(), () -> rolledBack(step));
      case NEW -> nested(step);
      case READ_ONLY -> readOnly(step);
      case NONE -> step.get();
    };
  }

  private TransactionTemplate template() {
    return new TransactionTemplate(transactions);
  }

  private static UUID in(TransactionTemplate template, Supplier<UUID> step) {
    return template.execute(status -> step.get());
  }

  private static UUID late(Supplier<UUID> step) {
    UUID result = step.get();
    LockSupport.parkNanos(LATE);
    return result;
  }

  private static UUID rolledBack(Supplier<UUID> step) {
    throw new RolledBackException(new IllegalStateException("After " + step.get()));
  }

  private UUID nested(Supplier<UUID> step) {
    TransactionTemplate inner = template();
    inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return template()
        .execute(
            status -> {
              UUID result = in(inner, step);
              status.setRollbackOnly();
              return result;
            });
  }

  private UUID readOnly(Supplier<UUID> step) {
    TransactionTemplate template = template();
    template.setReadOnly(true);
    try {
      return in(template, step);
    } catch (RuntimeException e) {
      throw new RolledBackException(e);
    }
  }
}
