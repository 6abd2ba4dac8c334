package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what people who look at runs must not see: a card number, a name, a diagnosis. It is
 * recorded as it is, so that code goes on with it; where runs are shown, {@code "***"} stands in
 * its place: in {@link RunDescription#input()} and {@link RunDescription#result()}, in {@link
 * RunEvent#payload()}, and in the answers of the actuator endpoint. Logs show no values at all.
 *
 * <ul>
 *   <li>A record's component, a field, a getter, a setter or a constructor's parameter marks that
 *       property of the class, wherever values of the class are, under whatever name it has in
 *       JSON.
 *   <li>A parameter of an activity, of the workflow method or of a signal marks that argument.
 *   <li>An activity or a workflow method marks its own result.
 *   <li>A class or an interface marks all its values, and those of its subtypes.
 *   <li>An annotation of the application's own means the same on properties, and on all others
 *       where annotations are found by Spring's rules.
 * </ul>
 *
 * <p>What is looked at are the types that the deployed methods declare, never names in the data.
 * What these do not tell is shown as {@code "***"} as a whole: values of workflows, activities and
 * signals that are not deployed here, values of side effects, and JSON that does not fit its type.
 * In an object of a class with marks so is every property that the class does not have (any more).
 *
 * <p>Code gets what it asks for: results, answers of queries, arguments and stored histories are
 * not changed. Neither are messages of exceptions, reasons, names, ids and custom events: keep what
 * is sensitive out of them.
 */
@Target({
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT,
  ElementType.TYPE
})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Sensitive {}
