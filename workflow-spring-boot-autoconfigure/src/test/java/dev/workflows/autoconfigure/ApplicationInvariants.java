package dev.workflows.autoconfigure;

import dev.workflows.test.invariants.InvariantsExtension;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Checks after every test that the tables of the test's application are consistent. */
public final class ApplicationInvariants
    implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(ApplicationInvariants.class);

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    DataSource database = SpringExtension.getApplicationContext(context).getBean(DataSource.class);
    InvariantsExtension invariants = new InvariantsExtension(() -> database);
    context.getStore(NAMESPACE).put(InvariantsExtension.class, invariants);
    invariants.beforeTestExecution(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context
        .getStore(NAMESPACE)
        .get(InvariantsExtension.class, InvariantsExtension.class)
        .afterTestExecution(context);
  }
}
