package dev.workflows.autoconfigure.database;

import dev.workflows.definition.ActivityTransactionRule;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.interceptor.NoRollbackRuleAttribute;
import org.springframework.transaction.interceptor.RuleBasedTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Decides which activities are executed inside a transaction of the engine's, by what Spring itself
 * would do at the call: the record of their outcome can be part of that transaction only if it is
 * the application's own on the engine's database.
 */
final class EngineTransactions implements ActivityTransactionRule {

  private static final Set<Integer> OUTSIDE =
      Set.of(
          TransactionDefinition.PROPAGATION_REQUIRES_NEW,
          TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
          TransactionDefinition.PROPAGATION_NEVER);

  private static final Map<Integer, String> NAMES =
      Map.of(
          TransactionDefinition.PROPAGATION_REQUIRES_NEW, "REQUIRES_NEW",
          TransactionDefinition.PROPAGATION_NOT_SUPPORTED, "NOT_SUPPORTED",
          TransactionDefinition.PROPAGATION_NEVER, "NEVER");

  private final ConfigurableListableBeanFactory beans;
  private final DataSource application;
  private final @Nullable PlatformTransactionManager manager;
  private final @Nullable TransactionAttributeSource attributes;

  EngineTransactions(ConfigurableListableBeanFactory beans, DataSource application) {
    this.beans = beans;
    this.application = target(application);
    this.manager = findManager();
    this.attributes = beans.getBeanProvider(TransactionAttributeSource.class).getIfUnique();
  }

  /** The manager of the application's transactions on the engine's database. */
  @Nullable PlatformTransactionManager manager() {
    return manager;
  }

  @Override
  public boolean isTransactional(Method method, Class<?> type) throws UnusableTransactionException {
    TransactionAttribute attribute =
        attributes == null ? null : attributes.getTransactionAttribute(method, type);
    if (attribute == null || (attribute.isReadOnly() && !isOutside(attribute))) {
      return false; // what only reads has no effect that its record would have to be one with
    }
    checkPropagation(attribute);
    checkRollback(attribute);
    checkScope(attribute);
    checkManager(attribute);
    return true;
  }

  private static boolean isOutside(TransactionAttribute attribute) {
    return OUTSIDE.contains(attribute.getPropagationBehavior());
  }

  private static void checkPropagation(TransactionAttribute attribute)
      throws UnusableTransactionException {
    if (isOutside(attribute)) {
      throw new UnusableTransactionException(
          "The propagation %s keeps the activity out of the transaction that records it"
              .formatted(NAMES.get(attribute.getPropagationBehavior())),
          "Use REQUIRED, or do this work in another bean that the activity calls");
    }
  }

  private static void checkRollback(TransactionAttribute attribute)
      throws UnusableTransactionException {
    if (attribute instanceof RuleBasedTransactionAttribute rules
        && rules.getRollbackRules().stream().anyMatch(NoRollbackRuleAttribute.class::isInstance)) {
      throw new UnusableTransactionException(
          "noRollbackFor would commit what a failing attempt did, and the next one would do it again",
          "Remove noRollbackFor, and let the activity catch the exception if it is no failure");
    }
  }

  /** Only whoever opens a transaction decides these; the engine does. */
  private static void checkScope(TransactionAttribute attribute)
      throws UnusableTransactionException {
    if (attribute.getIsolationLevel() != TransactionDefinition.ISOLATION_DEFAULT) {
      throw new UnusableTransactionException(
          "The isolation %s would be ignored: the activity joins the transaction that records it"
              .formatted(isolation(attribute.getIsolationLevel())),
          "Remove it and lock what must not change meanwhile, or make it that of the DataSource");
    }
    if (attribute.getTimeout() != TransactionDefinition.TIMEOUT_DEFAULT) {
      throw new UnusableTransactionException(
          "The timeout would be ignored: the activity joins the transaction that records it",
          "Use the timeout of @Activity instead");
    }
  }

  private static String isolation(int level) {
    return Stream.of(Isolation.values())
        .filter(isolation -> isolation.value() == level)
        .map(Isolation::name)
        .findFirst()
        .orElseGet(() -> Integer.toString(level));
  }

  private void checkManager(TransactionAttribute attribute) throws UnusableTransactionException {
    TransactionManager used = managerOf(attribute);
    if (manager == null || used != manager) {
      throw new UnusableTransactionException(
          "Its transaction manager (%s) is not the one of the engine's database (%s)"
              .formatted(name(used), name(manager)),
          "Name the transaction manager of the engine's DataSource in @Transactional, or remove"
              + " @Transactional and let the activity use its idempotency key");
    }
  }

  private TransactionManager managerOf(TransactionAttribute attribute)
      throws UnusableTransactionException {
    String qualifier = attribute.getQualifier();
    try {
      return StringUtils.hasText(qualifier)
          ? BeanFactoryAnnotationUtils.qualifiedBeanOfType(
              beans, TransactionManager.class, qualifier)
          : beans.getBean(TransactionManager.class);
    } catch (BeansException e) {
      throw new UnusableTransactionException(
          "Its transaction manager cannot be told: " + e.getMessage(),
          "Name the one of the engine's DataSource in @Transactional, or mark it @Primary");
    }
  }

  private @Nullable PlatformTransactionManager findManager() {
    PlatformTransactionManager standard =
        beans.getBeanProvider(PlatformTransactionManager.class).getIfUnique();
    if (standard != null && managesApplication(standard)) {
      return standard;
    }
    List<PlatformTransactionManager> candidates =
        beans
            .getBeanProvider(PlatformTransactionManager.class)
            .orderedStream()
            .filter(this::managesApplication)
            .toList();
    return candidates.isEmpty() ? null : candidates.get(0);
  }

  private boolean managesApplication(PlatformTransactionManager candidate) {
    Object managed = null;
    if (candidate instanceof ResourceTransactionManager resources) {
      managed = resources.getResourceFactory();
    }
    if (!(managed instanceof DataSource)) {
      managed = dataSourceOf(candidate);
    }
    return managed instanceof DataSource dataSource && target(dataSource) == application;
  }

  /** A JPA manager tells the DataSource whose connections its transactions also bind. */
  private static @Nullable Object dataSourceOf(PlatformTransactionManager manager) {
    Method getter = ReflectionUtils.findMethod(manager.getClass(), "getDataSource");
    return getter == null ? null : ReflectionUtils.invokeMethod(getter, manager);
  }

  private static DataSource target(DataSource dataSource) {
    DataSource target = dataSource;
    while (target instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null) {
      target = proxy.getTargetDataSource();
    }
    return target;
  }

  private String name(@Nullable TransactionManager named) {
    if (named == null) {
      return "none";
    }
    return beans.getBeansOfType(TransactionManager.class, true, false).entrySet().stream()
        .filter(entry -> Objects.equals(entry.getValue(), named))
        .map(entry -> "'" + entry.getKey() + "'")
        .findFirst()
        .orElseGet(() -> named.getClass().getName());
  }
}
