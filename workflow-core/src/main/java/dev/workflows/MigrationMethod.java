package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the static method by which an open run of an older version of a workflow comes to this one,
 * once somebody asks for that by {@link WorkflowClient#migrate}. Its one parameter is the class of
 * the older version: it gets the run's instance, and may read its fields and ask its queries. What
 * it returns is the argument of this version's workflow method, which takes just one; a workflow
 * method without parameters has a {@code void} hook.
 *
 * <p>It looks, as a validator does: it must not change the run's fields, and can neither wait nor
 * call activities. By an exception it refuses, and the run goes on as it was. It is not asked when
 * code is executed again; one that was asked when its process died may be asked once more.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface MigrationMethod {}
